/**
 * Words that children write and that the library's lexicon does not know, or knows as a name. None of them is taken for a
 * name; the library's own lexicon knows some twenty thousand others.
 */
const home =
  "bedroom bathroom trampoline placement placements respite contact carer carers fosterer fosterers foster care adoption sibling siblings stepmum stepdad step mum mums mam mom mummy dad dads daddy nan nans nanny nana gran granny grandma grandad grandparents grandpa auntie aunty uncle bro bros sis fam family parents guardian bestie besties bff mates mate hamster puppy kitten budgie goldfish dog dogs cat cats guinea pig pigs pocket pyjamas bunk wifi telly tv sofa takeaway pizza mcdonalds nuggets pasta chips spaghetti noodles curry sleepover sleepovers playground homework detention classmates classroom lunchtime breaktime playtime bedtime teatime weekend weekends unsupervised supervised overnight passport ";
const work =
  "camhs adhd asd autism senco send sen iro lac pep ehcp epp pa sw social worker workers adviser advisor advocate advocacy advocates counsellor counselling therapist reviews lacs council ofsted solicitor safeguarding nspcc childline barnardos coram paperwork councillor councillors independence allowance bursary setting-up ";
const play =
  "xbox playstation ps4 ps5 nintendo switch roblox minecraft fortnite fifa gta pokemon lego barbie netflix youtube youtuber youtubers tiktok snapchat insta instagram whatsapp facebook discord disney marvel google apple iphone ipad ipads tablet laptop chromebook football netball rugby cricket gymnastics swimming basketball badminton boxing trampolining ballet drama scouts brownies cubs cadets guides guitar ukulele keyboard piano drums bike scooter skateboard skatepark arsenal liverpool tottenham everton spurs unicorn unicorns slime minions batman spiderman superman hulk elsa pikachu mario sonic potter hogwarts swift santa shakespeare jesus christ ";
const school =
  "maths math english history geography french spanish german biology chemistry physics pe re ict science computing drama group groups chat dt gcse gcses btec sats uni college year teacher teachers sir miss headteacher tutor tutors ";
const calendar =
  "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september october november december christmas easter eid ramadan diwali halloween hanukkah xmas bday birthday summer winter spring autumn covid lockdown ";
const shorthand =
  "lol lmao omg idk tbh btw ngl fr rn imo pls plz thx ty tysm u ur r y k n nd an wiv wen wot wat wud cud shud coz cos cuz bc bcs bcos becuz becos becoz cus tho thru luv lov luve sumtimes somtimes evry evrything sum bin av abit alot aswell innit init ain't aint dont doesnt dosent dosnt didnt cant wont wasnt isnt arent couldnt wouldnt shouldnt havent hasnt im ive id ill youre youve theyre theyd theyve thats whats wheres shes hes its lets yeah yh yep nah nope ok okay kinda sorta gonna wanna gotta tryna dunno cool lit peng sick bare peak wicked mint ace skint chav prolly probs obvs def deffo defo soooo sooo soo sooooo amazin amazing awsome awesome brill fab borin annoyin annoyed anoying kinda loads lots stuff thing things thingy someone everyone noone no-one freind freinds frend friends peoples ppl everybody bullied bully bullies bullying naughty mardy grumpy moody stressy stressed sarcastic sassy funnier nicer kinder comfy cosy cozy yummy yucky horrid rubbish crap shit shitty fucking bloody damn hell god ";
const feelings =
  "anxiety anxious depression depressed lonely worried scared angry sad happy meltdown meltdowns wobbles cuddles cuddle hugs hug ";
const places =
  "england britain uk london bristol reading wales scotland ireland europe africa america spain france poland asian british english muslim christian islamic catholic traveller gypsy syrian afghan somali nigerian jamaican polish ";

const ordinary = new Set(
  (home + work + play + school + calendar + shorthand + feelings + places).split(" ").filter(Boolean),
);

/** Names that are words as well. In lower case they are names only beside a cue; the months among them never without one. */
const wordNames = new Set(
  (
    "will mark grace hope faith joy rose dawn april june may august summer autumn skye sky star angel precious blessing princess prince " +
    "king queenie patience mercy comfort gift charity destiny harmony melody pearl amber emerald jade hazel willow olive ginger " +
    "cherry crystal rich bill rob sue art frank drew chase hunter pat guy max ray dot kit bob nick grant lance skip wade pierce " +
    "spike buck chuck stew mack miles val page brook river robin jay pip misty sunny sandy rocky buddy storm sage basil gene jean " +
    "mo penny iris violet sonny junior major duke earl baron jazz reed west north blaze blossom prudence constance justice honour " +
    "wonder favour peace promise fortune bright nova luna milo kip monty peg ken lily heather rusty lucky shadow marvellous innocent " +
    "godwin ty dee kay mini si moby sal stu uri tui ira hal ida manga mac rocco ari abi bea ana chad dale dean gale lou pam chelsea"
  ).split(" "),
);
const months = new Set(["april", "may", "june", "august"]);

export const isOrdinary = (lower: string): boolean => ordinary.has(lower) && !months.has(lower);
export const isWordName = (lower: string): boolean => wordNames.has(lower);
export const isMonth = (lower: string): boolean => months.has(lower);
/** "Will you", "May I": before a subject they are verbs. */
export const isModal = (lower: string): boolean => lower === "will" || lower === "may";
