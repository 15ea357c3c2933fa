/** Tables of the literature, as printed there. */
import { hierarchyOf } from "#functions/generalise/anonymity/hierarchy.ts";
import type { Microdata } from "#functions/generalise/anonymity/microdata.ts";

/**
 * K. LeFevre, D. J. DeWitt and R. Ramakrishnan (2005), Incognito: efficient full-domain k-anonymity, SIGMOD 2005, 49-60:
 * the patients of figure 1 with the hierarchies of figure 2.
 */
export const incognitoPatients: Microdata = {
  records: [
    { birthdate: "1/21/76", sex: "male", zipcode: "53715" },
    { birthdate: "4/13/86", sex: "female", zipcode: "53715" },
    { birthdate: "2/28/76", sex: "male", zipcode: "53703" },
    { birthdate: "1/21/76", sex: "male", zipcode: "53703" },
    { birthdate: "4/13/86", sex: "female", zipcode: "53706" },
    { birthdate: "2/28/76", sex: "female", zipcode: "53706" },
  ],
  quasiIdentifiers: [
    {
      name: "birthdate",
      hierarchy: hierarchyOf({
        levels: ["B0", "B1"],
        rows: ["1/21/76", "2/28/76", "4/13/86"].map((day) => [day, "*"]),
      }),
    },
    {
      name: "sex",
      hierarchy: hierarchyOf({ levels: ["S0", "S1"], rows: ["male", "female"].map((sex) => [sex, "person"]) }),
    },
    {
      name: "zipcode",
      hierarchy: hierarchyOf({
        levels: ["Z0", "Z1", "Z2"],
        rows: ["53715", "53710", "53706", "53703"].map((code) => [
          code,
          `${code.slice(0, 4)}*`,
          `${code.slice(0, 3)}**`,
        ]),
      }),
    },
  ],
};

const inThousands = ["3K", "4K", "5K", "6K", "7K", "8K", "9K", "10K", "11K"];
const zipcodes = ["47677", "47602", "47678", "47905", "47909", "47906", "47605", "47673", "47607"];
const ages = ["29", "22", "27", "43", "52", "47", "30", "36", "32"];
const salaries = ["3K", "4K", "5K", "6K", "11K", "8K", "7K", "9K", "10K"];

/**
 * N. Li, T. Li and S. Venkatasubramanian (2007), t-closeness: privacy beyond k-anonymity and l-diversity, ICDE 2007,
 * 106-115: the salaries of table 3 with the generalisations of table 5.
 */
export const salaries2007: Microdata = {
  records: zipcodes.map((zipcode, place) => ({ zipcode, age: ages[place], salary: salaries[place] })),
  quasiIdentifiers: [
    {
      name: "zipcode",
      hierarchy: hierarchyOf({
        levels: ["exact", "4 digits"],
        rows: zipcodes.map((code) => [code, `${code.slice(0, 4)}*`]),
      }),
    },
    {
      name: "age",
      hierarchy: hierarchyOf({
        levels: ["exact", "up to 40 or over"],
        rows: ages.map((age) => [age, Number(age) <= 40 ? "up to 40" : "over 40"]),
      }),
    },
  ],
  sensitive: [{ name: "salary", order: "ordinal", values: inThousands }],
};
