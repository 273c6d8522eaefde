/** Work on things by name: of several pieces on one thing each begins when the one before has ended, well or not. */
export class InTurn {
  readonly #last = new Map<string, Promise<unknown>>();

  /** Does the work in its turn; settles as the work does. */
  async run<T>(name: string, work: () => Promise<T>): Promise<T> {
    const before = this.#last.get(name) ?? Promise.resolve();
    const mine = before.then(work, work);
    this.#last.set(name, mine);
    try {
      return await mine;
    } finally {
      if (this.#last.get(name) === mine) this.#last.delete(name);
    }
  }
}
