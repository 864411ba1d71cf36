import { useQuery } from "@tanstack/react-query";
import { Pending } from "@/ui/pending";
import { ProblemNote } from "@/ui/problem-note";
import { Approvers } from "./approvers";
import { crisisSettingsQuery } from "./data";
import { Playbooks } from "./playbooks";
import { Weights } from "./weights";

/** Who approves, what is done at which level, and how severity and clocks are made. */
export function CrisisSettingsTab() {
  const settings = useQuery(crisisSettingsQuery);
  if (settings.isPending) return <Pending />;
  if (settings.error) return <ProblemNote error={settings.error} onRetry={() => void settings.refetch()} />;
  return (
    <>
      <Approvers settings={settings.data} />
      <Playbooks />
      <Weights settings={settings.data} />
    </>
  );
}
