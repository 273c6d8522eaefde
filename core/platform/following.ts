/**
 * An object that always is the one that `current` answers: handlers are made once, the workspace behind them changes.
 * Methods are the real object's own.
 */
export function following<T extends object>(current: () => T): T {
  return new Proxy({} as T, {
    get: (_, name) => {
      const now = current();
      const value: unknown = Reflect.get(now, name, now);
      return typeof value === "function" ? (value.bind(now) as unknown) : value;
    },
  });
}
