import type { Mention } from "@/api/schema";
import { type Piece, pieces } from "@/ui/spans";

const LEAD = 60;

/** The beginning of a mention, or the stretch around its first hit where that lies too deep for two lines. */
export function snippet(mention: Pick<Mention, "title" | "text" | "spans">): Piece[] {
  const of = (field: "title" | "text") => mention.spans.filter((span) => span.field === field);
  const body = pieces(mention.text, of("text"));
  const title = mention.title ? pieces(mention.title, of("title")) : [];
  const first = body[0];
  if (first && !first.hit && body.length > 1 && first.text.length > LEAD * 2) {
    body[0] = { hit: false, text: `… ${first.text.slice(-LEAD).replace(/^\S*\s/u, "")}` };
  }
  return title.length ? [...title, { text: " – ", hit: false }, ...body] : body;
}
