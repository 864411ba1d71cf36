import java.util.function.Consumer;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.analysis.tokenattributes.PositionIncrementAttribute;

/** A post as our engine reads it: its words and their positions, read again as often as it is matched. */
final class PostTokens extends TokenStream {
  private final CharTermAttribute term = addAttribute(CharTermAttribute.class);
  private final PositionIncrementAttribute increment = addAttribute(PositionIncrementAttribute.class);
  private final char[][] words;
  private final int[] increments;
  private int at;

  /** {@code line}: the words by blanks, a tab, the positions by blanks. */
  PostTokens(String line) {
    int tab = line.indexOf('\t');
    String[] texts = tab == 0 ? new String[0] : line.substring(0, tab).split(" ");
    String[] positions = line.substring(tab + 1).split(" ");
    words = new char[texts.length][];
    increments = new int[texts.length];
    int before = -1;
    for (int i = 0; i < texts.length; ++i) {
      int position = Integer.parseInt(positions[i]);
      words[i] = texts[i].toCharArray();
      increments[i] = position - before;
      before = position;
    }
  }

  void eachWord(Consumer<String> see) {
    for (char[] word : words) see.accept(new String(word));
  }

  @Override
  public void reset() {
    at = 0;
  }

  @Override
  public boolean incrementToken() {
    if (at == words.length) return false;
    clearAttributes();
    term.copyBuffer(words[at], 0, words[at].length);
    increment.setPositionIncrement(increments[at++]);
    return true;
  }
}
