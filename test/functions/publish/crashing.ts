/** Thrown by a store at the step that a test has chosen. */
export class Crash extends Error {
  override readonly name = "Crash";
}

/** Counts the calls to several stores and fails one of them, before it takes effect or after. */
export class CrashPlan {
  private readonly failAt: number;
  private readonly when: "before" | "after";
  steps = 0;

  constructor(failAt: number, when: "before" | "after") {
    this.failAt = failAt;
    this.when = when;
  }

  /** The same store; the chosen call rejects. */
  around<Store extends object>(store: Store): Store {
    return new Proxy(store, {
      get: (target, name) => {
        const method: unknown = Reflect.get(target, name);
        if (typeof method !== "function") return method;
        return async (...given: unknown[]) => {
          this.steps += 1;
          const crashes = this.steps === this.failAt;
          if (crashes && this.when === "before") throw new Crash();
          if (!crashes) return method.apply(target, given);
          await Promise.allSettled([method.apply(target, given)]);
          throw new Crash();
        };
      },
    });
  }
}
