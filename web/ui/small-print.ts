interface Coded {
  code: string;
  detail?: string;
}

/** What stands in small print beside a failure's sentence: the code, and what a program said where the sentence does not. */
export function smallPrint({ code, detail }: Coded, sentence: string): string {
  return detail && !sentence.includes(detail) ? `${code} · ${detail}` : code;
}
