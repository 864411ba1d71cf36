import { ActionIcon, Button, NativeSelect } from "@mantine/core";
import { IconPlus, IconX } from "@tabler/icons-react";
import { Fragment, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { QueryCheck, QueryGroup } from "@/api/schema";
import { ProblemNote } from "@/ui/problem-note";
import { AddCondition } from "./add-condition";
import css from "./tools.module.css";
import { useGroups } from "./use-groups";
import type { HalfTyped } from "./use-half-typed";

const kinds = ["all", "any", "none"] as const;

interface Props {
  query: string;
  /** What the server says about this text; missing until it has. */
  check: QueryCheck | undefined;
  onQuery: (text: string) => void;
  halfTyped: HalfTyped;
  /** The query as text, for what cannot be shown as groups. */
  children: ReactNode;
}

/** The same query as groups of conditions: all of these, at least one of those, none of these. */
export function Builder({ query, check, onQuery, halfTyped, children }: Props) {
  const { t } = useTranslation();
  const { groups, own, edit, error } = useGroups(query, check?.groups ?? null, onQuery);
  const why = check?.error ?? check?.groups_why;
  if (!own && query.trim() && !check?.groups)
    return (
      <>
        {why && <p className={`${css.reason} small dim`}>{t("builder.why", { why: why.sentence })}</p>}
        {children}
      </>
    );
  const shown: QueryGroup[] = groups.length > 0 ? groups : [{ kind: "all", conditions: [] }];
  const replace = (index: number, group: QueryGroup) => edit(shown.map((old, i) => (i === index ? group : old)));
  return (
    <div className={css.builder}>
      {shown.map((group, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: groups have no identity beside their place
        <Fragment key={index}>
          {index > 0 && <span className="small dim">{t("builder.and")}</span>}
          <GroupCard
            number={index + 1}
            group={group}
            halfTyped={halfTyped}
            onChange={(next) => replace(index, next)}
            onRemove={shown.length > 1 ? () => void edit(shown.filter((_, i) => i !== index)) : undefined}
          />
        </Fragment>
      ))}
      <ProblemNote error={error} />
      <div>
        <Button leftSection={<IconPlus />} onClick={() => void edit([...shown, { kind: "any", conditions: [] }])}>
          {t("builder.addGroup")}
        </Button>
      </div>
    </div>
  );
}

interface GroupProps {
  number: number;
  group: QueryGroup;
  halfTyped: HalfTyped;
  onChange: (group: QueryGroup) => Promise<string | null>;
  onRemove: (() => void) | undefined;
}

function GroupCard({ number, group, halfTyped, onChange, onRemove }: GroupProps) {
  const { t } = useTranslation();
  const remove = (index: number) =>
    void onChange({ ...group, conditions: group.conditions.filter((_, i) => i !== index) });
  return (
    <fieldset className={css.group}>
      <legend className="hidden">{t("builder.group", { n: number })}</legend>
      <div className="row">
        <NativeSelect
          aria-label={t("builder.kind")}
          data={kinds.map((value) => ({ value, label: t(`builder.kinds.${value}`) }))}
          value={group.kind}
          onChange={(event) => {
            const kind = kinds.find((name) => name === event.currentTarget.value);
            if (kind) void onChange({ ...group, kind });
          }}
        />
        <span className="grow" />
        {onRemove && (
          <ActionIcon
            variant="subtle"
            size={28}
            aria-label={t("builder.removeGroup", { n: number })}
            onClick={onRemove}
          >
            <IconX />
          </ActionIcon>
        )}
      </div>
      {group.conditions.length > 0 && (
        <ul className={css.chips} aria-label={t(`builder.kinds.${group.kind}`)}>
          {group.conditions.map((condition, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the same condition may stand twice
            <li key={index} className={css.condition}>
              {condition}
              <ActionIcon
                variant="subtle"
                size={24}
                aria-label={t("builder.remove", { condition })}
                onClick={() => remove(index)}
              >
                <IconX />
              </ActionIcon>
            </li>
          ))}
        </ul>
      )}
      <AddCondition
        halfTyped={halfTyped}
        onAdd={(condition) => onChange({ ...group, conditions: [...group.conditions, condition] })}
        onTakeBack={() => group.conditions.length > 0 && remove(group.conditions.length - 1)}
      />
    </fieldset>
  );
}
