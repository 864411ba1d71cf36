import { describe, expect, it } from "vitest";
import { clockState, countdown, secondsLeft } from "./clock";

const clock = { started_at: "2026-11-30T10:00:00Z", due_at: "2026-11-30T11:00:00Z", met_at: null, missed: false };
const at = (time: string) => new Date(`2026-11-30T${time}Z`);

describe("clocks of a crisis room", () => {
  it("runs, is near in its last quarter, and is missed once it is due", () => {
    expect(clockState(clock, at("10:44:59"))).toBe("running");
    expect(clockState(clock, at("10:45:00"))).toBe("near");
    expect(clockState(clock, at("10:59:59"))).toBe("near");
    expect(clockState(clock, at("11:00:00"))).toBe("missed");
  });
  it("keeps what the server has seen", () => {
    expect(clockState({ ...clock, missed: true }, at("10:10:00"))).toBe("missed");
    expect(clockState({ ...clock, met_at: "2026-11-30T10:30:00Z" }, at("12:00:00"))).toBe("met");
    expect(clockState({ ...clock, met_at: "2026-11-30T11:30:00Z", missed: true }, at("12:00:00"))).toBe("late");
  });
  it("counts down in minutes and seconds", () => {
    expect(secondsLeft(clock.due_at, at("10:18:53"))).toBe(2467);
    expect(countdown(2467)).toBe("41:07");
    expect(countdown(9)).toBe("00:09");
    expect(countdown(0)).toBe("00:00");
    expect(countdown(6067)).toBe("1:41:07");
    expect(countdown(-75)).toBe("−01:15");
    expect(countdown(-7322)).toBe("−2:02:02");
  });
});
