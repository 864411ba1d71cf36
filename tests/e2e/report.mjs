/** Runs named steps, tells each result at once and the sum at the end. */
export class Report {
  passed = 0;
  failed = 0;

  async step(name, run) {
    try {
      await run();
      this.passed += 1;
      console.log(`ok    ${name}`);
    } catch (error) {
      this.failed += 1;
      console.log(`FAIL  ${name}\n      ${String(error?.message ?? error).split("\n").slice(0, 12).join("\n      ")}`);
    }
  }

  end() {
    console.log(`${this.passed} passed, ${this.failed} failed`);
    process.exitCode = this.failed ? 1 : 0;
  }
}
