#include "understand/lessons.h"

#include <gtest/gtest.h>

#include <numeric>

namespace resonanz::understand {
namespace {

Lesson lesson(const std::string& text, std::vector<double> prior, std::size_t label) {
  Features features;
  features.read(text);
  return {lesson_features(features), std::move(prior), label};
}

/// The bird and the bicycle of the same name, all believed to be the bicycle.
std::vector<Lesson> cranes() {
  const std::string kBirds[] = {"Kraniche ziehen über den Bodden", "Ein Kranich brütet im Moor",
                                "Der Zug der Kraniche im Herbst",  "Kranich und Reiher am See",
                                "Vogelzug: Kraniche rasten",       "Naturschutz für den Kranich im Moor"};
  const std::string kBikes[] = {
      "Mein Kranich hat eine neue Bremse", "Kranich Lastenrad mit Akku", "Die Gabel am Kranich wackelt",
      "Kranich Rad in der Werkstatt",      "Akku vom Kranich leer",      "Probefahrt mit dem Kranich Rad"};
  std::vector<Lesson> out;
  for (int round = 0; round < 2; ++round)
    for (std::size_t i = 0; i < 6; ++i) {
      out.push_back(lesson(kBirds[i], {0.3, 0.7}, 0));
      out.push_back(lesson(kBikes[i], {0.3, 0.7}, 1));
    }
  return out;
}

TEST(Lessons, TeachWhatIsNotMeant) {
  const auto lessons = cranes();
  const Learned learned(lessons);
  std::vector<double> bird{0.3, 0.7}, bike{0.3, 0.7};
  learned.apply(lesson("Heute zogen Kraniche über das Moor", {}, 0).features, bird);
  learned.apply(lesson("Am Kranich ist der Akku leer und die Bremse quietscht", {}, 0).features, bike);
  EXPECT_GT(bird[0], 0.6);
  EXPECT_GT(bike[1], 0.7);
  EXPECT_NEAR(std::accumulate(bird.begin(), bird.end(), 0.0), 1, 1e-9);
}

TEST(Lessons, AreScoredByThoseThatDidNotTeach) {
  const auto lessons = cranes();
  const LessonScore score = score_lessons(lessons);
  EXPECT_EQ(score.lessons, 24);
  EXPECT_EQ(score.right_before, 12);
  EXPECT_GT(score.right_after, 18);
}

TEST(Lessons, FewMoveLittleAndNoneNothing) {
  std::vector<double> p{0.2, 0.5, 0.3};
  Learned().apply(lesson("Kranich", {}, 0).features, p);
  EXPECT_EQ(p, (std::vector<double>{0.2, 0.5, 0.3}));
  const std::vector<Lesson> one{lesson("Ein Kranich brütet im Moor", {0.2, 0.5, 0.3}, 0)};
  const Learned learned(one);
  learned.apply(lesson("Mein Rad braucht ein neues Schloss", {}, 0).features, p);
  EXPECT_NEAR(p[1], 0.5, 0.1);
  EXPECT_EQ(score_lessons({}).lessons, 0);
}

}  // namespace
}  // namespace resonanz::understand
