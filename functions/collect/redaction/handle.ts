/** Names on social networks: with an @, or behind the name of the network. */
import { matching, type Rule } from "./rule.ts";

/** "@home" is a short word for "at home". */
const places =
  /^@(?:home|school|work|night|nans?|mums?|dads?|the|my|least|all|first|times|college|contact|weekends?)$/i;

export const handle: Rule = {
  hides: "handle",
  find: matching(/(?<![\p{L}\p{N}])@ ?[\p{L}\p{N}_][\p{L}\p{N}_.-]{1,38}/gu, ([match]) => !places.test(match)),
};

const apps =
  "insta|instagram|ig|snap|snapchat|sc|tik ?tok|discord|xbox|psn|playstation|roblox|fortnite|minecraft|whatsapp|facebook|fb|" +
  "youtube|twitter|twitch|steam|kik|telegram|gamer ?tag|user ?name|epic";
const possessed = new RegExp(
  `(?<!\\p{L})(?<mine>my |her |his |our )?(?:${apps})(?: (?:name|user|username|account|acc|handle|id|tag|gamertag))?` +
    `(?<says> ?[:=] ?| is called | is |'s | - | )@?(?<secret>[\\p{L}\\p{N}_.][\\p{L}\\p{N}_.-]{1,38}[\\p{L}\\p{N}_])`,
  "dgiu",
);
/** What people say of an app rather than of themselves. */
const remarks =
  /^(?:private|public|banned|blocked|gone|broken|great|good|bad|fun|boring|the|not|really|very|so|too|where|what|when|how|my|mine|amazing|ok|okay|called|taken|always|never|on|off|for|and|being|because|cool|better|best|monitored|locked|new|old|still|full|just|all|a|an|it|to|important|allowed|only|name|account|user|username|is|was|are|id|tag|handle|unfair|hacked|deleted|checked)$/i;
const looksInvented = /\d|_|\p{L}\.\p{L}|\p{Ll}\p{Lu}/u;

/**
 * "my insta is x", "snap: x", "roblox user x99". Without "my ... is" or a colon, only what looks invented is hidden (digits,
 * underscores, inner dots or capitals): "snapchat is boring" stays.
 */
export const handleAfterCue: Rule = {
  hides: "handle",
  find: matching(possessed, ({ groups }) => {
    const { mine, says = "", secret = "" } = groups ?? {};
    if (looksInvented.test(secret)) return true;
    const isNamed = mine !== undefined ? says.trim() !== "" && says !== " - " : /[:=]|called/.test(says);
    return isNamed && !remarks.test(secret);
  }),
};
