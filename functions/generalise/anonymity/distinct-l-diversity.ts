/** Distinct l-diversity: who is known to be in a class could have given any of l answers. */

/**
 * How many different answers were given in a class. A missing answer is none of them: who is known to have answered is not
 * hidden by those who did not. So a class in which nobody answered has none, and is not diverse.
 *
 * Source: A. Machanavajjhala, D. Kifer, J. Gehrke and M. Venkitasubramaniam (2007), l-diversity: privacy beyond
 * k-anonymity, ACM Transactions on Knowledge Discovery from Data 1, article 3; distinct l-diversity after N. Li, T. Li and
 * S. Venkatasubramanian (2007), section 2.
 *
 * @param counts how many records have each answer, and last how many have none; those of the class begin at `from`
 * @param answers how many answers there are to choose from
 * @example distinctAnswers([3, 0, 2, 4], 3) // 2: the four who did not answer are no third answer
 */
export function distinctAnswers(counts: ArrayLike<number>, answers: number, from = 0): number {
  let distinct = 0;
  for (let answer = 0; answer < answers; answer += 1) if ((counts[from + answer] as number) > 0) distinct += 1;
  return distinct;
}
