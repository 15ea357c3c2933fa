/** Which licences a dependency may have, and why each is no burden. Names are SPDX's. */

/** What is bundled into functions, or is needed to deploy them. Each asks for no more than its notice to be handed on. */
export const licencesOfWhatIsShipped: Readonly<Record<string, string>> = {
  MIT: "Use as one likes; its text goes with copies that are handed on.",
  "MIT-0": "As MIT, without even that.",
  ISC: "As MIT in fewer words.",
  "Apache-2.0": "As MIT, with a grant of patents; notices go with copies that are handed on.",
  "0BSD": "No condition at all.",
  "BlueOak-1.0.0": "As MIT, with a grant of patents.",
};

/** What only checks, tests and builds: it runs on a developer's machine, and no part of it is handed on. */
export const licencesOfTools: Readonly<Record<string, string>> = {
  ...licencesOfWhatIsShipped,
  "BSD-3-Clause": "As MIT, and the authors' names may not advertise what is made with it.",
  "PSF-2.0": "Python's own: as MIT, and changes are summarised.",
  "MPL-2.0": "Changed files of the tool itself would have to be published. We change none, and ship none.",
};

/** Whether one may choose, of what an expression offers, licences that are all allowed: `MIT OR GPL-3.0-or-later` may be MIT. */
export function isAllowed(expression: string, allowed: Readonly<Record<string, string>>): boolean {
  const plain = expression.replaceAll(/[()]/g, "");
  // Brackets around more than a whole expression would change what `AND` and `OR` bind to.
  if (plain !== expression && `(${plain})` !== expression) return false;
  return plain.split(" OR ").some((choice) => choice.split(" AND ").every((name) => Object.hasOwn(allowed, name)));
}
