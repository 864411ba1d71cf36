// Lucene Monitor on the posts and queries of input.h: java Matcher MODE TOKENS QUERIES PASSES MATCHES. Prints key=value pairs,
// writes a line a post to MATCHES, the numbers of its queries.

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.lucene.analysis.core.KeywordAnalyzer;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.TextField;
import org.apache.lucene.monitor.Monitor;
import org.apache.lucene.monitor.MonitorQuery;
import org.apache.lucene.monitor.MultipassTermFilteredPresearcher;
import org.apache.lucene.monitor.Presearcher;
import org.apache.lucene.monitor.QueryMatch;
import org.apache.lucene.monitor.TermFilteredPresearcher;
import org.apache.lucene.monitor.TermWeightor;

final class Matcher {
  private static final int BATCH = 100;
  private static final OperatingSystemMXBean SYSTEM =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

  private final Monitor monitor;
  private final List<PostTokens> posts;
  private final boolean batched;

  private Matcher(Monitor monitor, List<PostTokens> posts, boolean batched) {
    this.monitor = monitor;
    this.posts = posts;
    this.batched = batched;
  }

  public static void main(String[] arguments) throws IOException {
    String mode = arguments[0];
    List<PostTokens> posts = new ArrayList<>();
    for (String line : Files.readAllLines(Path.of(arguments[1]))) posts.add(new PostTokens(line));
    List<MonitorQuery> queries = new ArrayList<>();
    for (String line : Files.readAllLines(Path.of(arguments[2])))
      queries.add(new MonitorQuery(Integer.toString(queries.size()), Queries.read(line)));
    int passes = Integer.parseInt(arguments[3]);
    try (Monitor monitor = new Monitor(new KeywordAnalyzer(), presearcher(mode, posts))) {
      monitor.register(queries);
      Matcher matcher = new Matcher(monitor, posts, mode.contains("batched"));
      List<StringBuilder> found = matcher.pass(true);
      try (PrintWriter out = new PrintWriter(arguments[4])) {
        found.forEach(out::println);
      }
      matcher.measure(passes);
    }
  }

  private static Presearcher presearcher(String mode, List<PostTokens> posts) {
    TermWeightor weightor = mode.contains("frequencies")
        ? TermWeightor.termFreqWeightor(frequencies(posts), 100, 0.1)
        : TermFilteredPresearcher.DEFAULT_WEIGHTOR;
    return mode.contains("multipass")
        ? new MultipassTermFilteredPresearcher(2, 0f, weightor, List.of(), Set.of())
        : new TermFilteredPresearcher(weightor, List.of(), Set.of());
  }

  private static Map<String, Integer> frequencies(List<PostTokens> posts) {
    Map<String, Integer> out = new HashMap<>();
    for (PostTokens post : posts) post.eachWord(word -> out.merge(word, 1, Integer::sum));
    return out;
  }

  /** The best pass after the first: user and system time of the whole process, collecting and compiling included. */
  private void measure(int passes) throws IOException {
    long best = Long.MAX_VALUE;
    StringBuilder all = new StringBuilder();
    for (int i = 0; i < passes; ++i) {
      long begun = SYSTEM.getProcessCpuTime();
      pass(false);
      long nanos = SYSTEM.getProcessCpuTime() - begun;
      best = Math.min(best, nanos);
      all.append(all.length() == 0 ? "" : ",").append(Math.round(posts.size() * 1e9 / nanos));
    }
    System.out.printf("posts_per_cpu_s=%d passes=%s%n", Math.round(posts.size() * 1e9 / best), all);
  }

  private List<StringBuilder> pass(boolean keep) throws IOException {
    List<StringBuilder> found = new ArrayList<>();
    int size = batched ? BATCH : 1;
    for (int at = 0; at < posts.size(); at += size) {
      int end = Math.min(at + size, posts.size());
      if (size == 1) {
        Iterable<QueryMatch> matches = monitor.match(document(posts.get(at)), QueryMatch.SIMPLE_MATCHER).getMatches();
        if (keep) found.add(line(matches));
        continue;
      }
      Document[] documents = new Document[end - at];
      for (int i = at; i < end; ++i) documents[i - at] = document(posts.get(i));
      var matches = monitor.match(documents, QueryMatch.SIMPLE_MATCHER);
      for (int i = 0; keep && i < documents.length; ++i) found.add(line(matches.getMatches(i)));
    }
    return found;
  }

  private static Document document(PostTokens post) {
    Document document = new Document();
    document.add(new TextField(Queries.FIELD, post));
    return document;
  }

  private static StringBuilder line(Iterable<QueryMatch> matches) {
    StringBuilder out = new StringBuilder();
    for (QueryMatch match : matches) out.append(match.getQueryId()).append(' ');
    return out;
  }
}
