/**
 * What the figures are about. Every indicator is measured by one item in each instrument that has it, so an
 * indicator's band is its item's band; different kinds of harm or of contact are indicators of their own, because a
 * combined one would hide which of them calls for action.
 *
 * The headline is the share that people quote: for most the favourable answers, for a harm or a lack the unfavourable.
 */
import type { Band, Domain, Indicator } from "./questionnaire.ts";

type InDomain = Omit<Indicator, "domain">;

/** Quoted as the share to whom a good thing happens. */
function good(id: string, title: string): InDomain {
  return { id, title, headline: "positive", polarity: "higher-is-better" };
}

/** Quoted as the share to whom a bad thing happens, or who lack a good one. */
function bad(id: string, title: string, headline: Band = "negative"): InDomain {
  return { id, title, headline, polarity: "lower-is-better" };
}

/** Reported without a judgement. */
function fact(id: string, title: string, headline: Band): InDomain {
  return { id, title, headline, polarity: "neutral" };
}

function inDomain(domain: Domain, indicators: readonly InDomain[]): readonly Indicator[] {
  return indicators.map((indicator) => ({ ...indicator, domain }));
}

/** All indicators; ids are unique and never change their meaning. */
export const indicators: readonly Indicator[] = [
  ...inDomain("relationships", [
    good("contact-mother", "Has as much contact with mother as wished"),
    good("contact-father", "Has as much contact with father as wished"),
    good("contact-brothers-and-sisters", "Has as much contact with brothers and sisters as wished"),
    good("contact-wider-family", "Has as much contact with the wider family as wished"),
    good("contact-former-carers", "Has as much contact with former carers as wished"),
    fact("pets", "Lives with a pet", "yes"),
    good("trust-carers", "Trusts carers"),
    good("talks-with-carers", "Talks with carers about things that matter"),
    good("belongs-at-home", "Feels part of the home"),
    fact("number-of-placements", "Has lived in five or more placements", "five-or-more"),
    good("trust-social-worker", "Trusts the social worker"),
    good("social-worker-keeps-promises", "Has a social worker who keeps promises"),
    fact("number-of-social-workers", "Has had three or more social workers in a year", "three-or-more"),
    good("trust-leaving-care-worker", "Trusts the leaving-care worker"),
    good("leaving-care-worker-keeps-promises", "Has a leaving-care worker who keeps promises"),
    fact("number-of-leaving-care-workers", "Has had three or more leaving-care workers in a year", "three-or-more"),
    bad("good-friend", "Has no really good friend"),
    good("emotional-support", "Has emotional support"),
    bad("loneliness", "Feels lonely"),
  ]),
  ...inDomain("resilience", [
    good("trusted-adult", "Has a trusted adult"),
    good("adult-believes-in-me", "Has an adult who believes in them"),
    good("fun-and-hobbies", "Has fun and hobbies"),
    good("nature-and-outdoors", "Spends time in nature and outdoors"),
    good("second-chances", "Is given second chances"),
    good("likes-school", "Likes school or college"),
    good("adults-interested-in-education", "Has adults who are interested in their education"),
    good("support-for-learning", "Is supported in learning"),
    good("life-skills", "Practises life skills"),
    good("help-with-plans", "Is helped to plan for the future"),
    good("education-or-work", "Is in education, employment or training"),
    bad("coping-financially", "Finds it hard to cope financially"),
  ]),
  ...inDomain("rights", [
    good("safe-at-home", "Feels safe at home"),
    good("safe-in-area", "Feels safe in the local area"),
    bad("bullied", "Is bullied"),
    bad("afraid-of-school", "Is afraid to go to school or college"),
    bad("embarrassed-about-care", "Is made to feel embarrassed about being in care"),
    bad("treated-differently", "Is treated differently for having been in care"),
    good("knows-social-worker", "Knows who the social worker is"),
    good("reaches-social-worker", "Can easily contact the social worker"),
    good("knows-right-to-speak-alone", "Knows the right to speak to the social worker alone"),
    good("knows-leaving-care-worker", "Knows who the leaving-care worker is"),
    good("reaches-leaving-care-worker", "Can easily contact the leaving-care worker"),
    good("included-in-decisions", "Is included in decisions"),
    good("told-about-changes", "Is told about changes in good time"),
    good("plan-reflects-wishes", "Has a pathway plan that reflects their wishes"),
    good("knows-about-advocates", "Knows about independent advocates"),
    good("knows-entitlements", "Knows the support that care leavers are entitled to"),
    good("knows-right-to-records", "Knows the right to see their care records"),
  ]),
  ...inDomain("recovery", [
    good("feels-settled", "Feels settled"),
    good("likes-bedroom", "Likes the bedroom"),
    good("home-suits-me", "Lives in a home that is right for them"),
    good("internet-at-home", "Has internet at home"),
    good("carers-notice-feelings", "Has carers who notice feelings"),
    good("trusted-by-carers", "Is trusted by carers"),
    good("same-things-as-friends", "Gets to do the same things as friends"),
    good("help-with-worries", "Gets help with worries"),
    good("why-in-care-explained", "Has had the reasons for being in care explained"),
    good("identity-supported", "Is supported in faith, language, culture and identity"),
    good("happy-with-appearance", "Is happy with their appearance"),
    good("life-getting-better", "Says that life is getting better"),
    bad("stress", "Feels stressed"),
    fact("long-term-condition", "Has a long-term condition", "yes"),
  ]),
  ...inDomain("well-being", [
    bad("life-satisfaction", "Has low life satisfaction", "low"),
    bad("happy-yesterday", "Had low happiness yesterday", "low"),
    bad("things-worthwhile", "Has a low sense that things in life are worthwhile", "low"),
    bad("positive-about-future", "Has a low sense of being positive about the future", "low"),
    bad("anxious-yesterday", "Had high anxiety yesterday", "high"),
  ]),
];
