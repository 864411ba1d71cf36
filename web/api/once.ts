/** How long after its success the same act again is the second half of a double click. */
const TAIL = 400;

/** Lets an act run once at a time: the same act (the same input) is refused while it runs and right after it succeeded. */
export class Once {
  private readonly taken = new Map<string, number>();

  constructor(private readonly now: () => number = Date.now) {}

  /** Takes the place of this act, or says that it is taken. */
  begin(input: unknown): boolean {
    const key = keyOf(input);
    if ((this.taken.get(key) ?? 0) > this.now()) return false;
    this.taken.set(key, Number.POSITIVE_INFINITY);
    return true;
  }

  /** What failed may be tried again at once. */
  end(input: unknown, succeeded: boolean): void {
    const key = keyOf(input);
    if (succeeded) this.taken.set(key, this.now() + TAIL);
    else this.taken.delete(key);
  }
}

function keyOf(input: unknown): string {
  return JSON.stringify(input) ?? "";
}
