import type { Limits } from "@/api/schema";
import { byteLength } from "@/ui/spans";

export interface Count {
  /** Units left, negative where the text is too long; null without a limit. */
  left: number | null;
  bytesLeft: number | null;
  over: boolean;
}

const segmenter = new Intl.Segmenter("und", { granularity: "grapheme" });

function units(text: string, unit: Limits["unit"]): number {
  if (unit === "bytes") return byteLength(text);
  let count = 0;
  for (const _ of unit === "graphemes" ? segmenter.segment(text) : text) count += 1;
  return count;
}

/** Counts as the network counts: a family emoji is one grapheme, seven characters, twenty-five bytes. */
export function count(text: string, limits: Limits): Count {
  const left = limits.max === null ? null : limits.max - units(text, limits.unit);
  const bytesLeft = limits.max_bytes === null ? null : limits.max_bytes - byteLength(text);
  return { left, bytesLeft, over: (left ?? 0) < 0 || (bytesLeft ?? 0) < 0 };
}
