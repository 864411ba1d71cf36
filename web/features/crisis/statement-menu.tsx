import { Button, Menu } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { useCan, useSession } from "@/app/session";
import { statementsQuery } from "./data";

/** Approved statements of open rooms, to answer with: everybody says the same. */
export function StatementMenu({ onPick }: { onPick: (text: string) => void }) {
  const { t } = useTranslation();
  const { crises } = useSession().counts;
  const enabled = useCan("crisis_read") && crises > 0;
  const statements = useQuery({ ...statementsQuery, enabled }).data ?? [];
  if (!enabled || statements.length === 0) return null;
  return (
    <Menu position="top-end" shadow="md" width={280}>
      <Menu.Target>
        <Button>{t("crisis.insert")}</Button>
      </Menu.Target>
      <Menu.Dropdown>
        {statements.map((statement) => (
          <Menu.Item key={statement.id} onClick={() => onPick(statement.text)}>
            <div className="strong">{statement.title}</div>
            <div className="small dim">{statement.text.slice(0, 90)}</div>
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
