import { pieces } from "./spans";

interface Span {
  field: "title" | "text";
  begin: number;
  end: number;
}

/** Text with the words marked that made a query match. */
export function Marked({
  text,
  spans,
  field = "text",
}: {
  text: string;
  spans: readonly Span[];
  field?: Span["field"];
}) {
  const cut = pieces(
    text,
    spans.filter((span) => span.field === field),
  );
  let at = 0;
  return (
    <>
      {cut.map((piece) => {
        const key = at;
        at += piece.text.length;
        return piece.hit ? <mark key={key}>{piece.text}</mark> : <span key={key}>{piece.text}</span>;
      })}
    </>
  );
}
