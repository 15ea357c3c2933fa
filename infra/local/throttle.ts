/** A token bucket, as the gateway keeps one per stage: refills at `requestsPerSecond` and holds `burst`. */
export class Throttle {
  readonly #requestsPerSecond: number;
  readonly #burst: number;
  #tokens: number;
  #refilledAt: number;

  constructor(limits: { readonly requestsPerSecond: number; readonly burst: number }, nowInMilliseconds: number) {
    this.#requestsPerSecond = limits.requestsPerSecond;
    this.#burst = limits.burst;
    this.#tokens = limits.burst;
    this.#refilledAt = nowInMilliseconds;
  }

  /** Takes a token if there is one. */
  admits(nowInMilliseconds: number): boolean {
    const refill = ((nowInMilliseconds - this.#refilledAt) / 1000) * this.#requestsPerSecond;
    this.#tokens = Math.min(this.#burst, this.#tokens + Math.max(0, refill));
    this.#refilledAt = nowInMilliseconds;
    if (this.#tokens < 1) return false;
    this.#tokens -= 1;
    return true;
  }
}
