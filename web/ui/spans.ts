/** The server counts UTF-8 bytes, JavaScript UTF-16 units. These turn one into the other. */

export interface ByteSpan {
  begin: number;
  end: number;
}

export interface Piece {
  text: string;
  hit: boolean;
}

/** UTF-16 index of each byte offset; offsets must ascend. One inside a character goes to that character's start. */
export function utf16Indexes(text: string, offsets: readonly number[]): number[] {
  const result: number[] = [];
  let bytes = 0;
  let index = 0;
  for (const offset of offsets) {
    while (index < text.length) {
      const point = text.codePointAt(index) ?? 0;
      const width = point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
      if (bytes + width > offset) break;
      bytes += width;
      index += point > 0xffff ? 2 : 1;
    }
    result.push(index);
  }
  return result;
}

export function utf16Index(text: string, offset: number): number {
  return utf16Indexes(text, [offset])[0] ?? 0;
}

export function byteLength(text: string): number {
  return new TextEncoder().encode(text).length;
}

/** Cuts a text at its spans; overlapping spans become one. */
export function pieces(text: string, spans: readonly ByteSpan[]): Piece[] {
  const merged = mergeSpans(spans);
  const cuts = utf16Indexes(
    text,
    merged.flatMap((span) => [span.begin, span.end]),
  );
  const result: Piece[] = [];
  let at = 0;
  for (let i = 0; i + 1 < cuts.length; i += 2) {
    const begin = cuts[i] ?? at;
    const end = cuts[i + 1] ?? begin;
    if (begin > at) result.push({ text: text.slice(at, begin), hit: false });
    if (end > begin) result.push({ text: text.slice(begin, end), hit: true });
    at = Math.max(at, end);
  }
  if (at < text.length) result.push({ text: text.slice(at), hit: false });
  return result;
}

function mergeSpans(spans: readonly ByteSpan[]): ByteSpan[] {
  const sorted = spans.filter((s) => s.end > s.begin).sort((a, b) => a.begin - b.begin);
  const merged: ByteSpan[] = [];
  for (const span of sorted) {
    const last = merged.at(-1);
    if (last && span.begin <= last.end) last.end = Math.max(last.end, span.end);
    else merged.push({ begin: span.begin, end: span.end });
  }
  return merged;
}
