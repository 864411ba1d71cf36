import org.apache.lucene.index.Term;
import org.apache.lucene.queries.spans.SpanNearQuery;
import org.apache.lucene.queries.spans.SpanQuery;
import org.apache.lucene.queries.spans.SpanTermQuery;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.PhraseQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermQuery;

/** Queries in the plain form that run.py writes: see input.cc. */
final class Queries {
  static final String FIELD = "text";

  private Queries() {}

  static Query read(String line) {
    BooleanQuery.Builder out = new BooleanQuery.Builder();
    for (String part : line.split("\t")) {
      String[] words = part.substring(1).split("\\|");
      switch (part.charAt(0)) {
        case '+' -> out.add(any(words), Occur.MUST);
        case '-' -> {
          for (String word : words) out.add(new TermQuery(term(word)), Occur.MUST_NOT);
        }
        case '~' -> {
          return near(words[1], words[2], Integer.parseInt(words[0]));
        }
        default -> {
          return new PhraseQuery(FIELD, words[1], words[2]);
        }
      }
    }
    return out.build();
  }

  private static Query any(String[] words) {
    if (words.length == 1) return new TermQuery(term(words[0]));
    BooleanQuery.Builder out = new BooleanQuery.Builder();
    for (String word : words) out.add(new TermQuery(term(word)), Occur.SHOULD);
    return out.build();
  }

  private static Query near(String first, String second, int between) {
    SpanQuery[] words = {new SpanTermQuery(term(first)), new SpanTermQuery(term(second))};
    return new SpanNearQuery(words, between, false);
  }

  private static Term term(String word) {
    return new Term(FIELD, word);
  }
}
