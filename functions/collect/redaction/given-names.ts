/**
 * Given names of children and adults in Britain that the library does not know, grouped by the communities where they are
 * frequent. Public knowledge about names, taken from no person; a name that is also an English word is not here.
 */
const names = [
  // West and Central African
  "oluwaseun tobi tobiloba temi temitope ayo ayomide ayodele kofi kwame kwabena kwaku ama akosua abena akua yaw chidi chidera chinedu chukwuemeka emeka ngozi ifeoma chioma amara adaeze nnamdi uche obinna folake funmi bisi kemi yetunde segun femi dele wale bola sade tunde yemi jide dayo simi zainabu fatou mariama lamin ebrima ousman",
  // East African and the Horn
  "abdirahman abdi abdullahi ayaan hodan ifrah idil ikran hibaq khadra liban mahad sahra ubah fadumo faduma filmon semhar selam biniam bereket yordanos mulu tesfay wanjiru njeri kamau otieno achieng tendai tinashe tafadzwa rudo chipo farai nyasha",
  // South Asian
  "priya jaspreet harpreet gurpreet manpreet simran arjan balraj gurdeep hardeep jagdeep kuldeep parminder sukhdeep navjot harjit baljit anjali ananya aditi diya isha kavya meera neha pooja riya shreya sneha tanvi aditya akash dhruv karan krish nikesh pranav rishi rohit sanjeev siddharth varun vikram arun hamzah haris ibraheem ilyas imran ismaeel junaid kashif musa nabil naveed rizwan saif sajid shazia sumaiya sana rukhsana nasreen nazia parveen razia rehana safiya sadia saima samina sumaya tahira uzma yusra zahraa zoya tariq usama waqas wasim yahya yunus zubair rashida tahmina nusrat farzana shahana rupa mohsin adeel bilaal hafsa maryum anaya inaya zunaira ruqayyah thanushan kavitha lakshmi",
  // Middle Eastern, Kurdish, Turkish and Afghan
  "emre baran rojin shilan azad farhad haroon mirwais najib parwana layan rawan ghazal hiwa rezan dilan sevda yousef abdulaziz nour aram karwan soran hevin tamim zabihullah ahmadullah hekmat navid arash shirin leyla",
  // Eastern European
  "agnieszka kasia gosia zuzanna wiktoria oliwia krystian bartek bartosz dawid kuba mateusz patryk wojtek zbyszek malgorzata katarzyna grzegorz ionela andreea mihaela florin razvan vasile deividas ieva mantas rokas gintare denisa nikolett zsolt roza marika kristaps oksana taras bohdan nazar yulia",
  // Irish, Scottish and Welsh
  "aoife caoimhe saoirse sinead roisin orla grainne eilidh mairi ailsa hamish callum finlay cillian oisin cian daithi dermot eimear carys cerys ffion nia eira lowri seren sian rhys gethin dafydd ieuan iolo owain osian emrys macsen bethan angharad catrin elin hywel alun huw mared tomos",
  // East and South-East Asian
  "jiahao yifan zihan linh thao huong thuy trang ngoc jisoo minjun xinyi mingyu haoran yuki kenji rizal jericho",
  // Caribbean and recent British
  "kayden kaiden brayden tayla lexi jorja kian kyan leighton mckenzie mackenzie nevaeh zak shaz gaz baz daz shanice tyrell tyreece kadeem shanelle delroy leroy tyrese kyron tayo keziah malakai zion tilly poppy daisy ruby holly jack ellie lottie ebony imogen freya harriet jess beth tom alfie archie bailey ashton macauley kenzie brogan demi lacey gracie lilly jo zoë chloe chloë kye kaya jaxon jaxson hudson kaitlin keegan corey codie",
];

const known = new Set(names.flatMap((group) => group.split(" ")));

export const isGivenName = (lower: string): boolean => known.has(lower);
