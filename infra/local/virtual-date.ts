/** The Date of the movable clock, for threads that run other people's code. */

/**
 * Replaces Date by one that reads the shared cells: [0] is 1 when time is frozen, [1] the instant or what to add to the
 * real one. A Proxy and not a class, because `Date()` without `new` must go on working. `constructor` points at the
 * Proxy too, so that `new date.constructor()` reads the same clock.
 */
export function installClock(buffer: SharedArrayBuffer): void {
  const cells = new BigInt64Array(buffer);
  const Real = Date;
  const now = () => {
    const value = Number(Atomics.load(cells, 1));
    return Atomics.load(cells, 0) === 1n ? value : Real.now() + value;
  };
  const proxy: DateConstructor = new Proxy(Real, {
    apply: () => new Real(now()).toString(),
    construct: (target, args, newTarget) =>
      Reflect.construct(target, args.length === 0 ? [now()] : args, newTarget === proxy ? target : newTarget),
    get: (target, key, receiver) => (key === "now" ? now : Reflect.get(target, key, receiver)),
  });
  Object.defineProperty(Real.prototype, "constructor", { value: proxy, configurable: true, writable: true });
  globalThis.Date = proxy;
}
