import { Button, FileButton } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { sendBody } from "@/api/client";
import type { OpmlResult } from "@/api/schema";
import { useMutation } from "@/api/use-mutation";
import { smallPrint } from "@/ui/small-print";
import { tell, tellProblem } from "@/ui/toast";

/** Many feeds at once, from another reader's export. They wait for their assessment before they start. */
export function OpmlButton() {
  const { t } = useTranslation();
  const client = useQueryClient();
  const load = useMutation({
    mutationFn: async (file: File) =>
      sendBody<OpmlResult>("POST", "/api/sources/opml", await file.text(), "text/plain"),
    onSuccess: (result) => {
      void client.invalidateQueries({ queryKey: ["sources"] });
      tell(t("sources.opmlDone", { count: result.created.length }));
      for (const failed of result.failed.slice(0, 3))
        tell(`${failed.url}: ${failed.sentence} (${smallPrint(failed, failed.sentence)})`);
    },
    onError: tellProblem,
  });
  return (
    <FileButton accept=".opml,.xml,text/xml" onChange={(file) => file && load.mutate(file)}>
      {(props) => (
        <Button {...props} loading={load.isPending}>
          {t("sources.opml")}
        </Button>
      )}
    </FileButton>
  );
}
