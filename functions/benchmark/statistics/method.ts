/** What the method notes of a release say of an estimator or a test, kept beside its code. */

/** Every estimator file exports one beside its function; `id` is the file's name. */
export interface Method {
  readonly id: string;
  readonly name: string;
  /** The formula in words, one or two sentences, for the method notes of a release. */
  readonly inWords: string;
  readonly source: string;
}
