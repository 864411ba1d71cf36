import { Link, useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { api, call } from "@/api/client";
import type { Conversation, Person } from "@/api/schema";
import { useFormat } from "@/i18n/use-format";
import { Avatar, Seal, UserAvatar } from "@/ui/avatar";
import { networkName } from "@/ui/chip";
import { tellProblem } from "@/ui/toast";
import { AboutUs } from "./about-us";
import css from "./inbox.module.css";
import { Promises } from "./promises";
import { WhatItSays } from "./reading";
import { Tags } from "./tags";
import { WhyMatched } from "./why-matched";

/** What is known around a conversation: the person, promises, who knows, like cases, why it matched. */
export function Details({ conversation }: { conversation: Conversation }) {
  const { t } = useTranslation();
  const { mention, person, case: item, knows, similar_cases } = conversation;
  return (
    <aside className={css.aside} aria-label={t("inbox.details")}>
      <section>
        <h3>{t("details.person")}</h3>
        {person ? (
          <OpenPerson person={person} avatar={mention.author.sealed ? null : mention.author.avatar} />
        ) : (
          <SealedPerson conversation={conversation} />
        )}
      </section>
      {item && <Promises item={item} mentionId={mention.id} />}
      <WhatItSays mention={mention} />
      <Tags mention={mention} />
      <section>
        <h3>{t("details.knows")}</h3>
        {knows.length === 0 && <p className="small dimmer">{t("details.knowsNobody")}</p>}
        {knows.map(({ user, reason }) => (
          <div key={user.id} className={css.knows}>
            <UserAvatar user={user} />
            <div className="grow">
              <b>{user.name}</b> <span className="small dimmer">{user.title}</span>
              <div className="small dim">{reason}</div>
            </div>
          </div>
        ))}
      </section>
      {similar_cases.length > 0 && (
        <section>
          <h3>{t("details.similar")}</h3>
          <SimilarCases conversation={conversation} />
        </section>
      )}
      <section>
        <h3>{t("details.hits")}</h3>
        <Understanding conversation={conversation} />
      </section>
    </aside>
  );
}

function SealedPerson({ conversation: { mention } }: { conversation: Conversation }) {
  const { t } = useTranslation();
  const ref = mention.author.sealed ? mention.author.ref4 : "";
  return (
    <div className="row" style={{ alignItems: "flex-start" }}>
      <Seal />
      <div>
        <b>{ref ? t("author.sealed", { ref }) : t("author.closed")}</b>
        <p className="small dim">{t("author.sealedWhy")}</p>
      </div>
    </div>
  );
}

function OpenPerson({ person, avatar }: { person: Person; avatar: string | null }) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <>
      <div className="row">
        <Avatar name={person.name} face={avatar} />
        <div className="grow">
          <b>{person.name}</b>
          <div className="small dimmer ell">
            {[person.handle, ...person.networks.map(networkName)].filter(Boolean).join(" · ")}
          </div>
        </div>
      </div>
      <dl className="kv small" style={{ marginTop: 8 }}>
        <dt>{t("details.before")}</dt>
        <dd>
          {t("details.cases", { count: person.cases_before })}
          {person.last_case_at && `, ${t("details.last", { date: format.date(person.last_case_at) })}`}
        </dd>
        <dt>{t("details.basis")}</dt>
        <dd>{person.basis === "dialogue" ? t("details.basisDialogue") : person.basis}</dd>
        <dt>{t("details.erase")}</dt>
        <dd>{person.erase_after ? format.date(person.erase_after) : t("details.eraseLater")}</dd>
      </dl>
    </>
  );
}

function SimilarCases({ conversation }: { conversation: Conversation }) {
  const format = useFormat();
  const navigate = useNavigate();
  const open = async (id: string) => {
    try {
      const found = await call(api.GET("/api/cases/{id}", { params: { path: { id } } }));
      void navigate({ to: "/inbox/$id", params: { id: found.mention.id }, search: { view: "all" } });
    } catch (error) {
      tellProblem(error);
    }
  };
  return (
    <ul className="small">
      {conversation.similar_cases.map((similar) => (
        <li key={similar.id}>
          <button type="button" className={`plain ell ${css.similar}`} onClick={() => void open(similar.id)}>
            {format.number(similar.number)} · {similar.title}
          </button>
        </li>
      ))}
    </ul>
  );
}

function Understanding({ conversation: { mention } }: { conversation: Conversation }) {
  const { t, i18n } = useTranslation();
  const format = useFormat();
  const languages = new Intl.DisplayNames([i18n.language], { type: "language", fallback: "code" });
  const counts = (["likes", "shares", "replies"] as const).flatMap((key) => {
    const value = mention.counts[key];
    return typeof value === "number" ? [t(`details.${key}`, { count: value, n: format.number(value) })] : [];
  });
  return (
    <dl className="kv small">
      <dt>{t("details.queries")}</dt>
      <dd>
        {mention.queries.map((query) => (
          <div key={query.id}>
            <Link to="/queries/$id" params={{ id: query.id }}>
              {query.name}
            </Link>
            <WhyMatched id={query.id} name={query.name} mention={mention} />
            <AboutUs mention={mention} query={query} />
          </div>
        ))}
        {mention.queries.length === 0 && "–"}
      </dd>
      <dt>{t("details.source")}</dt>
      <dd>
        <Link to="/sources/$id" params={{ id: mention.source.id }}>
          {mention.source.name}
        </Link>
      </dd>
      <dt>{t("details.language")}</dt>
      <dd>{mention.lang ? languages.of(mention.lang) : t("details.unknown")}</dd>
      {counts.length > 0 && (
        <>
          <dt>{t("details.counts")}</dt>
          <dd>{counts.join(" · ")}</dd>
        </>
      )}
      <dt>{t("details.heard")}</dt>
      <dd>{format.dateTime(mention.received_at)}</dd>
    </dl>
  );
}
