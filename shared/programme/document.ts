/**
 * The programme document: what a coordinator writes to say who asks whom, with which questionnaire and when. Its JSON
 * Schema is published beside this file for editors; what no schema can say is judged by `register`.
 */
import * as z from "zod";
import { authority, campaign, MOST_STATISTICAL_NEIGHBOURS, questionnaireId, waveId } from "./campaign.ts";

/** The regions of England and their codes in the Office for National Statistics' register. */
export const regions = {
  "North East": "E12000001",
  "North West": "E12000002",
  "Yorkshire and The Humber": "E12000003",
  "East Midlands": "E12000004",
  "West Midlands": "E12000005",
  "East of England": "E12000006",
  London: "E12000007",
  "South East": "E12000008",
  "South West": "E12000009",
} as const;
export type RegionName = keyof typeof regions;

// Descriptions finish the sentence "Expected here: ...", which is how a refusal tells what belongs in a place.
export const documentAuthority = z
  .strictObject({
    code: authority.shape.code.meta({
      title: "Code",
      description: "the three-digit code of the Department for Education, as text",
      examples: ["801"],
    }),
    onsCode: authority.shape.onsCode.meta({
      title: "ONS code",
      description: "the nine-character code of the Office for National Statistics",
      examples: ["E06000023"],
    }),
    name: authority.shape.name.meta({
      title: "Name",
      description: "the name that children and analysts are shown, 2 to 80 characters on one line, a letter first",
      examples: ["Bristol, City of"],
    }),
    region: z.enum(Object.keys(regions) as RegionName[]).meta({
      title: "Region",
      description: "the name of the authority's region of England",
    }),
    mayBeNamed: z.boolean().optional().meta({
      title: "May be named",
      description:
        "true where the authority consents to being named to other authorities as an example, false where it does not or no longer does; no consent if left out",
      default: false,
    }),
    statisticalNeighbours: z
      .array(
        authority.shape.code.meta({
          title: "Statistical neighbour",
          description: "the three-digit code of a similar authority, which need not take part, as text",
          examples: ["866"],
        }),
      )
      .max(MOST_STATISTICAL_NEIGHBOURS)
      .optional()
      .meta({
        title: "Statistical neighbours",
        description: `a list of the codes of similar authorities, nearest first, at most ${MOST_STATISTICAL_NEIGHBOURS}; none if left out`,
        uniqueItems: true,
        default: [],
      }),
  })
  .meta({ title: "Authority", description: "a local authority that takes part" });
export type DocumentAuthority = z.infer<typeof documentAuthority>;

export const documentCampaign = z
  .strictObject({
    authority: authority.shape.code.meta({
      title: "Authority",
      description: "the three-digit code of one of the document's authorities, as text",
      examples: ["801"],
    }),
    questionnaire: questionnaireId.meta({ title: "Questionnaire", description: "the instrument that is asked" }),
    version: campaign.shape.version.optional().meta({
      title: "Version",
      description: "the questionnaire's version; the latest for a new campaign that leaves it out",
    }),
    opens: campaign.shape.opens.meta({
      title: "First day",
      description: "the first day on which submissions are taken, in London, as YYYY-MM-DD",
      examples: ["2026-11-01"],
    }),
    closes: campaign.shape.closes.meta({
      title: "Last day",
      description: "the last day on which submissions are taken, in London, as YYYY-MM-DD",
      examples: ["2026-12-18"],
    }),
    eligible: campaign.shape.eligible.meta({
      title: "Eligible",
      description: "how many children are invited, a whole number from 1 to 100,000: the base of the response rate",
    }),
    linksReplaced: z
      .int()
      .min(0)
      .max(100)
      .optional()
      .meta({
        title: "Links replaced",
        description:
          "how often this campaign's link has been replaced, because it had come into the wrong hands; one more than before replaces it, and left out it stays",
        examples: [1],
      }),
    languages: z
      .array(campaign.shape.languages.element.meta({ title: "Language", description: "a language that is offered" }))
      .min(1)
      .optional()
      .meta({
        title: "Languages",
        description: "a list of the languages that are offered, each written in the questionnaire; English if left out",
        uniqueItems: true,
        default: ["en"],
      }),
  })
  .meta({
    title: "Campaign",
    description:
      "an authority asking with one questionnaire; gets one open survey link, which changes only if it is asked to be replaced",
  });
export type DocumentCampaign = z.infer<typeof documentCampaign>;

const documentWave = z
  .strictObject({
    id: waveId.meta({
      title: "Wave",
      description: "a year, or a year and a short word in small letters and digits behind a hyphen",
      examples: ["2026", "2026-pilot"],
    }),
    campaigns: z
      .array(documentCampaign)
      .min(1)
      .meta({ title: "Campaigns", description: "a list of at least one campaign" }),
  })
  .meta({ title: "Wave", description: "campaigns whose figures are compared with each other" });

export const programmeDocument = z
  .strictObject({
    $schema: z.string().optional().meta({ description: "where an editor finds this schema; not read" }),
    programme: z.string().min(2).max(80).meta({
      title: "Programme",
      description: "the programme's name, 2 to 80 characters",
    }),
    synthetic: z.boolean().meta({
      title: "Synthetic",
      description:
        "true where the answers are invented, which marks them wherever they can be seen; false for real ones",
    }),
    allowedOrigins: z
      .array(
        z.string().meta({
          title: "Origin",
          description: "the origin of a front end, as text",
          examples: ["https://survey.example.org"],
        }),
      )
      .meta({
        title: "Allowed origins",
        description: "a list of the origins that front ends are served from, each configured on the stage's API",
      }),
    authorities: z
      .array(documentAuthority)
      .min(1)
      .meta({ title: "Authorities", description: "a list of at least one authority" }),
    waves: z.array(documentWave).min(1).meta({ title: "Waves", description: "a list of at least one wave" }),
  })
  .meta({
    title: "Programme document",
    description: "an object with the programme's authorities, waves and campaigns",
  });
export type ProgrammeDocument = z.infer<typeof programmeDocument>;

/** The document's shape as JSON Schema, draft 2020-12; the same as in programme.schema.json. */
export const programmeSchema = z.toJSONSchema(programmeDocument, { target: "draft-2020-12", io: "input" });
