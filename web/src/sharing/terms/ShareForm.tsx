/**
 * The form of an outside link, for a new one and for changing one: for whom, until when, which rows and choices, what may
 * be done; checked as it changes. What it starts from and where it is sent is its caller's business.
 */
import { useEffect, useId, useRef, useState, type FormEvent, type ReactNode } from 'react';
import type { Dashboard, Dataset, Id, NewShare, Share, ShareAbility, SharePatch } from '../../api/types';
import { problemText } from '../../api/problemText';
import { t } from '../../i18n/core';
import { Button, Checkbox, Field, IconButton, Input, Menu, MenuItem, Notice, useSettled } from '../../ui';
import type { Audience } from './audience';
import { changesOf, withRules } from './change';
import { Obstacles, Opens } from './CheckSummary';
import { allAbilities, rareFields, toRequest, usesRare, type ShareDraft } from './draft';
import { effectsOf } from './effects';
import { LifeFields } from './LifeFields';
import { keptDrafts } from './keptDrafts';
import { problemWords, refusedFields } from './problems';
import { usePreview } from '../preview/usePreview';
import { asksForConsent, ConsentNotice, useConsent } from './Consent';
import { RareFields } from './RareFields';
import { newRule, RowRuleEditor } from './RowRuleEditor';
import { useShareCheck } from '../link/useShares';
import { VariableLock } from './VariableLock';
import { Unreached } from './Unreached';
import css from './Terms.module.css';

/** No more than the one who sets it may do; what a link has already can be taken away by anybody who changes it. */
function abilitiesOf(dashboard: Dashboard | undefined, initial: ShareDraft): ShareAbility[] {
  return allAbilities.filter(
    (one) => one === 'interact' || dashboard?.can.includes(one) === true || initial.abilities[one],
  );
}

function Group({ title, hint, children }: { title: string; hint?: string; children: ReactNode }) {
  return (
    <fieldset className={css['group']}>
      <legend>{title}</legend>
      {hint && <p className={css['quiet']}>{hint}</p>}
      {children}
    </fieldset>
  );
}

/** Shows the first field that needs something, else the first sentence that says what is wrong. */
function leadToFault(form: HTMLFormElement | null) {
  const field = form?.querySelector<HTMLElement>('[aria-invalid]');
  const target = field ?? form?.querySelector<HTMLElement>('[data-fault]');
  target?.scrollIntoView?.({ block: 'center' });
  field?.focus({ preventScroll: true });
}

/** Whoever changes something of a kept rule or variable no longer sends it word for word. */
function changed<T extends { kept?: unknown }>(part: T): T {
  const next = { ...part };
  delete next.kept;
  return next;
}

export type ShareFormProps = {
  /** Absent when the caller cannot open it: then only the words of the link can be changed. */
  dashboard: Dashboard | undefined;
  workspace: Id;
  datasets: readonly Dataset[];
  initial: ShareDraft;
  /** The link that is changed; absent for a new one. */
  share?: Share;
  /** Why what the link opens cannot be changed here; the fields are disabled and this stands above them. */
  closed?: string | undefined;
  title: string;
  action: string;
  /** For whom it is; left out where that is whoever has the link. */
  audience?: Audience;
  /** Stands above the fields. */
  note?: ReactNode;
  /** Under which name an unfinished draft is kept when the dialog closes over it. */
  keep: string;
  /** Throws what the server refused: it is shown at its fields. */
  send: (body: NewShare, patch: SharePatch) => Promise<void>;
  /** Left out where nothing is left by it. */
  onCancel?: () => void;
};

export function ShareForm({
  dashboard,
  workspace,
  datasets,
  initial,
  share,
  closed,
  title,
  action,
  audience,
  note,
  keep,
  send,
  onCancel,
}: ShareFormProps) {
  const reason = useId();
  const variables = dashboard?.document.variables ?? [];
  const [kept, setKept] = useState(() => keptDrafts.get(keep));
  const [draft, setDraft] = useState(kept ?? initial);
  const [tried, setTried] = useState(0);
  const [rare, setRare] = useState(() => usesRare(draft));
  // A share that is made for somebody needs no more than them: everything else has a usual value.
  const folds = audience !== undefined && audience.whole !== true && share === undefined;
  const [folded, setFolded] = useState(folds && kept === undefined);
  useEffect(() => {
    if (draft !== initial) keptDrafts.keep(keep, draft);
  }, [keep, draft, initial]);
  const form = useRef<HTMLFormElement>(null);
  const [busy, setBusy] = useState(false);
  const [refused, setRefused] = useState<{ fields: Record<string, string>; text: string } | null>(null);
  // A try that failed leads to what is to be mended, wherever it stands.
  useEffect(() => {
    if (tried > 0) leadToFault(form.current);
  }, [tried, refused]);
  const datasetOf = (name: string) => datasets.find((one) => one.name === name);
  const columnsOf = (name: string) => datasetOf(name)?.columns ?? [];

  const now = new Date();
  const said = share
    ? changesOf(share, initial, draft, columnsOf, now)
    : { ...toRequest(draft, columnsOf, now), patch: {} };
  const { problems } = said;
  const body = { ...said.body, ...audience?.body };
  const patch = { ...said.patch, ...audience?.patch };
  const unchanged = share !== undefined && Object.keys(patch).length === 0;
  // Compared as text, so that a new object with the same content does not start the pause again.
  const settled = useSettled(JSON.stringify(body), 350);
  const checks = dashboard !== undefined && closed === undefined;
  const check = useShareCheck(dashboard?.id ?? '', workspace, JSON.parse(settled) as NewShare, checks);
  // An obstacle stands in the way of a new link; one that is open already has passed it.
  const all = share ? [] : (check.data?.obstacles ?? []);
  // The first link of a person asks for their word, which they give with it.
  const asksConsent = all.some(asksForConsent);
  const obstacles = all.filter((obstacle) => !asksForConsent(obstacle));

  const set = (part: Partial<ShareDraft>) => {
    setDraft((before) => ({ ...before, ...part }));
    setRefused(null);
  };
  const forget = () => {
    keptDrafts.drop(keep);
    setKept(undefined);
  };
  const startOver = () => {
    forget();
    setDraft(initial);
    setTried(0);
    setRefused(null);
  };
  const leave = () => {
    forget();
    onCancel?.();
  };
  const isSettled = settled === JSON.stringify(body);
  const told = isSettled ? refusedFields(check.error, draft) : {};
  const errorAt = (field: string): string | undefined => {
    const server = refused?.fields[field] ?? told[field];
    if (server !== undefined) return server;
    const problem = problems[field];
    // A condition that is still being typed is not a fault yet; after the first try everything is.
    return problem !== undefined && tried > 0 ? problemWords(problem, draft) : undefined;
  };

  const preview = usePreview();
  const consent = useConsent(asksConsent);
  /** A new link as its readers would see it, if nothing is missing in the form. */
  const look = () => {
    setTried((before) => before + 1);
    if (Object.keys(problems).length === 0 && dashboard) void preview.ofDraft(dashboard.id, workspace, body);
  };

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (rareFields.some((field) => problems[field] !== undefined)) setRare(true);
    if (Object.keys(problems).length > 0) setFolded(false);
    setTried((before) => before + 1);
    if (Object.keys(problems).length > 0 || busy || unchanged) return;
    setBusy(true);
    try {
      const more = audience === undefined ? {} : await audience.settle();
      if (more === null) {
        if (audience?.faulty === true) setFolded(false);
        setTried((before) => before + 1);
        return;
      }
      if (asksConsent) await consent.give();
      await send({ ...body, ...more }, patch);
      keptDrafts.drop(keep);
    } catch (error) {
      const fields = refusedFields(error, draft);
      if (rareFields.some((field) => field in fields)) setRare(true);
      if (Object.keys(fields).length > 0) setFolded(false);
      setRefused({ fields, text: problemText(error) });
    } finally {
      setBusy(false);
    }
  };

  const others = Object.fromEntries(
    Object.entries(draft.variables).flatMap(([name, { mode, value }]) =>
      mode === 'named' || mode === 'hidden' ? [[name, value]] : [],
    ),
  );
  const rulable = [
    ...new Set([...(check.data?.opens.datasets ?? []), ...draft.rules.map(({ dataset }) => dataset)]),
  ].filter((name) => !draft.rules.some((rule) => rule.dataset === name));
  const addRule = (name: string) =>
    set({ rules: [...draft.rules, newRule(name, datasetOf(name), draft.site)] });
  const life = { draft, set, errorAt };
  const effects = effectsOf(body, {
    variables,
    widgets: dashboard?.document.widgets.length ?? 0,
    zone: draft.zone,
    now,
    views: share?.views ?? 0,
  });
  return (
    <form
      ref={form}
      className={css['form']}
      onSubmit={(event) => void submit(event)}
      noValidate
      aria-label={title}
    >
      {onCancel && (
        <div className={css['head']}>
          <IconButton icon="arrowLeft" label={t('sharing.back')} onClick={leave} />
          <h3>{title}</h3>
        </div>
      )}
      {!share && <Obstacles check={check.data} kind={body.kind} datasets={datasets} />}
      {note}
      {kept !== undefined && (
        <Notice
          actions={
            <Button size="s" onClick={startOver}>
              {t('sharing.start_over')}
            </Button>
          }
        >
          {t('sharing.draft_kept')}
        </Notice>
      )}

      {audience?.fields}
      {folds && (
        <Button
          variant="ghost"
          size="s"
          className={css['more']}
          icon={folded ? 'chevronDown' : 'chevronUp'}
          aria-expanded={!folded}
          onClick={() => setFolded(!folded)}
        >
          {t('sharing.fold_terms')}
        </Button>
      )}
      {!folded && (
        <>
          {audience?.more}
          <Field
            label={t('sharing.field_title')}
            hint={t('sharing.field_title_hint')}
            error={errorAt('title')}
          >
            {(control) => (
              <Input
                {...control}
                autoFocus={!folds}
                maxLength={200}
                value={draft.title}
                onChange={(event) => set({ title: event.target.value })}
              />
            )}
          </Field>
          <Field
            label={t('sharing.field_description')}
            optional={t('app.optional')}
            hint={t('sharing.field_description_hint')}
            error={errorAt('description')}
          >
            {(control) => (
              <Input
                {...control}
                maxLength={1000}
                value={draft.description}
                onChange={(event) => set({ description: event.target.value })}
              />
            )}
          </Field>

          {closed !== undefined && (
            <div id={reason}>
              <Notice>{closed}</Notice>
            </div>
          )}
          <fieldset
            className={css['terms']}
            disabled={closed !== undefined}
            aria-label={t('sharing.group_terms')}
            {...(closed === undefined ? {} : { 'aria-describedby': reason })}
          >
            <Group title={t('sharing.group_life')}>
              <LifeFields {...life} password={audience?.proves !== true} />
              <Button
                variant="ghost"
                size="s"
                className={css['more']}
                icon={rare ? 'chevronUp' : 'chevronDown'}
                aria-expanded={rare}
                onClick={() => setRare(!rare)}
              >
                {t('sharing.more_options')}
              </Button>
              {rare && (
                <RareFields
                  {...life}
                  widgets={dashboard?.document.widgets ?? []}
                  revision={check.data?.revision ?? dashboard?.revision ?? null}
                  own={dashboard && { id: dashboard.id, title: dashboard.title, workspace }}
                />
              )}
            </Group>

            {dashboard && variables.length > 0 && (
              <Group title={t('sharing.group_variables')} hint={t('sharing.group_variables_hint')}>
                {variables.map((variable) => {
                  const own = draft.variables[variable.name] ?? {
                    mode: 'free' as const,
                    value: undefined,
                    subset: [],
                  };
                  const { [variable.name]: _, ...rest } = others;
                  return (
                    <VariableLock
                      key={variable.name}
                      dashboard={dashboard}
                      workspace={workspace}
                      variable={variable}
                      draft={own}
                      others={rest}
                      error={errorAt(`variable.${variable.name}`)}
                      onChange={(next) =>
                        set({ variables: { ...draft.variables, [variable.name]: changed(next) } })
                      }
                    />
                  );
                })}
              </Group>
            )}

            <Group title={t('sharing.group_rows')} hint={t('sharing.group_rows_hint')}>
              {draft.rules.map((rule, index) => (
                <RowRuleEditor
                  // A link made elsewhere may hold two rules on one dataset.
                  key={`${rule.dataset} ${index}`}
                  rule={rule}
                  dataset={datasetOf(rule.dataset)}
                  workspace={workspace}
                  site={draft.site}
                  error={errorAt(`rule.${index}`)}
                  onChange={(next) =>
                    set({ rules: draft.rules.map((one, at) => (at === index ? changed(next) : one)) })
                  }
                  onRemove={() => set({ rules: draft.rules.filter((_, at) => at !== index) })}
                />
              ))}
              {rulable.length === 1 && (
                <Button icon="filter" className={css['more']} onClick={() => addRule(rulable[0] ?? '')}>
                  {t('sharing.rule_add_to', {
                    dataset: datasetOf(rulable[0] ?? '')?.label ?? rulable[0] ?? '',
                  })}
                </Button>
              )}
              {rulable.length > 1 && (
                <Menu
                  align="start"
                  label={t('sharing.rule_add')}
                  trigger={
                    <Button icon="filter" className={css['more']}>
                      {t('sharing.rule_add')}
                    </Button>
                  }
                >
                  {rulable.map((name) => (
                    <MenuItem
                      key={name}
                      icon="database"
                      hint={datasetOf(name)?.label === name ? undefined : name}
                      onSelect={() => addRule(name)}
                    >
                      {datasetOf(name)?.label ?? name}
                    </MenuItem>
                  ))}
                </Menu>
              )}
            </Group>

            <Group title={t('sharing.group_abilities')}>
              {abilitiesOf(dashboard, initial).map((ability) => (
                <Checkbox
                  key={ability}
                  label={t(`sharing.ability_${ability}`)}
                  checked={draft.abilities[ability]}
                  onChange={(event) =>
                    set({ abilities: { ...draft.abilities, [ability]: event.target.checked } })
                  }
                />
              ))}
            </Group>
          </fieldset>
        </>
      )}

      {refused && (
        <div data-fault>
          <Notice tone="bad">{refused.text}</Notice>
        </div>
      )}
      {tried > 0 && Object.keys(problems).length > 0 && (
        <p className={css['error']}>{t('sharing.see_above')}</p>
      )}
      <div className={css['foot']}>
        {checks && <Opens check={check.data} waiting={check.isFetching || !isSettled} effects={effects} />}
        {checks && (
          <Unreached
            variables={variables}
            datasets={datasets}
            widgets={check.data?.unreached ?? []}
            choices={check.data?.unreached_choices}
            onAdd={(rows) => set({ rules: withRules(draft.rules, rows, columnsOf) })}
          />
        )}
        {checks && check.error && Object.keys(told).length === 0 && (
          <p className={css['error']}>{problemText(check.error)}</p>
        )}
        {asksConsent && <ConsentNotice consent={consent.data} />}
        <div className={css['buttons']}>
          {unchanged && <span className={css['quiet']}>{t('sharing.nothing_changed')}</span>}
          {!share && (
            <Button
              variant="ghost"
              icon="eye"
              busy={preview.busy}
              disabled={obstacles.length > 0}
              onClick={look}
            >
              {t('sharing.preview')}
            </Button>
          )}
          {onCancel && <Button onClick={leave}>{t('app.cancel')}</Button>}
          <Button
            type="submit"
            variant="primary"
            icon={share ? 'check' : audience ? 'mail' : 'link'}
            busy={busy}
            disabled={obstacles.length > 0 || unchanged}
          >
            {asksConsent ? t(audience ? 'sharing.consent_share' : 'sharing.consent_create') : action}
          </Button>
        </div>
      </div>
    </form>
  );
}
