import type { QueryMark } from "@/api/schema";
import css from "./tools.module.css";

/** What is doubtful in a query, or differs from where it came from: a sentence each, its code in small print. */
export function Marks({ marks, label }: { marks: readonly QueryMark[]; label: string }) {
  if (marks.length === 0) return null;
  return (
    <ul className={css.marks} aria-label={label}>
      {marks.map((mark) => (
        <li key={`${mark.code}-${mark.offset}-${mark.sentence}`}>
          {mark.sentence} <span className="small dimmer">{mark.code}</span>
        </li>
      ))}
    </ul>
  );
}
