/** The form for a new outside link: for whom, until when, which rows and choices, what may be done; checked as it changes. */
import { useEffect, useRef, useState, type FormEvent, type ReactNode } from 'react';
import { ApiError } from '../api/problem';
import { useDatasets } from '../api/queries';
import type { Dashboard, NewShare, ShareAbility, ShareWithLink, Workspace } from '../api/types';
import { problemText } from '../app/problemText';
import { t } from '../i18n/core';
import { Button, Checkbox, Field, IconButton, Input, Menu, MenuItem, Notice, Select, Switch } from '../ui';
import { Obstacles, Opens } from './CheckSummary';
import { fieldOf, minPassword, newDraft, toRequest, type DraftProblem, type ShareDraft } from './draft';
import { ownZone } from './instant';
import { newRule, RowRuleEditor } from './RowRuleEditor';
import { useSettled } from './useCandidates';
import { useShareCheck } from './useShares';
import { VariableLock } from './VariableLock';
import css from './Create.module.css';

/** What a link may allow can be no more than its maker may do. */
function abilitiesOf(dashboard: Dashboard): ShareAbility[] {
  return (['interact', 'export_document', 'export_data'] as const).filter(
    (one) => one === 'interact' || dashboard.can.includes(one),
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

function problemWords(problem: DraftProblem): string {
  return t(`share.problem_${problem.replace('.', '_')}` as 'share.problem_need_title', { min: minPassword });
}

export function CreateShare({
  dashboard,
  workspace,
  shown,
  create,
  onCancel,
  onCreated,
}: {
  dashboard: Dashboard;
  workspace: Workspace;
  /** Values the page shows: the first proposal for a lock. */
  shown: Record<string, unknown>;
  create: (body: NewShare) => Promise<ShareWithLink>;
  onCancel: () => void;
  onCreated: (made: ShareWithLink) => void;
}) {
  const variables = dashboard.document.variables ?? [];
  const [draft, setDraft] = useState<ShareDraft>(() =>
    newDraft(dashboard.title, variables, shown, ownZone(), new Date()),
  );
  const [tried, setTried] = useState(0);
  const form = useRef<HTMLFormElement>(null);
  // A try that failed leads to the first field that needs something.
  useEffect(() => {
    if (tried > 0) form.current?.querySelector<HTMLElement>('[aria-invalid]')?.focus();
  }, [tried]);
  const [busy, setBusy] = useState(false);
  const [refused, setRefused] = useState<{ fields: Record<string, string>; text: string } | null>(null);
  const datasets = useDatasets(workspace.id).data ?? [];
  const datasetOf = (name: string) => datasets.find((one) => one.name === name);
  const columnsOf = (name: string) => datasetOf(name)?.columns ?? [];

  const { body, problems } = toRequest(draft, columnsOf, new Date());
  // Compared as text, so that a new object with the same content does not start the pause again.
  const settled = useSettled(JSON.stringify(body), 350);
  const check = useShareCheck(dashboard.id, JSON.parse(settled) as NewShare, true);
  const obstacles = check.data?.obstacles ?? [];

  const set = (part: Partial<ShareDraft>) => {
    setDraft((before) => ({ ...before, ...part }));
    setRefused(null);
  };
  const errorAt = (field: string): string | undefined => {
    const server = refused?.fields[field];
    if (server !== undefined) return server;
    const problem = problems[field];
    // A condition that is still being typed is not a fault yet; after the first try everything is.
    return problem !== undefined && tried > 0 ? problemWords(problem) : undefined;
  };

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setTried((before) => before + 1);
    if (Object.keys(problems).length > 0 || busy) return;
    setBusy(true);
    try {
      onCreated(await create(body));
    } catch (error) {
      const fields: Record<string, string> = {};
      for (const one of error instanceof ApiError ? error.errors : []) {
        const field = fieldOf(one.pointer, draft);
        if (field !== null) fields[field] = one.message;
      }
      setRefused({ fields, text: problemText(error) });
    } finally {
      setBusy(false);
    }
  };

  const others = Object.fromEntries(
    Object.entries(draft.variables).flatMap(([name, { mode, value }]) =>
      mode === 'free' ? [] : [[name, value]],
    ),
  );
  const rulable = [
    ...new Set([...(check.data?.opens.datasets ?? []), ...draft.rules.map(({ dataset }) => dataset)]),
  ].filter((name) => !draft.rules.some((rule) => rule.dataset === name));
  return (
    <form
      ref={form}
      className={css['form']}
      onSubmit={(event) => void submit(event)}
      noValidate
      aria-label={t('share.new_link')}
    >
      <div className={css['head']}>
        <IconButton icon="arrowLeft" label={t('share.back')} onClick={onCancel} />
        <h3>{t('share.new_link')}</h3>
      </div>
      <Obstacles check={check.data} />

      <Field label={t('share.field_title')} hint={t('share.field_title_hint')} error={errorAt('title')}>
        {(control) => (
          <Input
            {...control}
            autoFocus
            maxLength={200}
            value={draft.title}
            onChange={(event) => set({ title: event.target.value })}
          />
        )}
      </Field>

      <Group title={t('share.group_life')}>
        <div className={css['ends']}>
          <Field label={t('share.field_ends')} error={draft.ends === 'never' ? errorAt('end') : undefined}>
            {(control) => (
              <Select
                {...control}
                value={draft.ends}
                onValueChange={(ends) => set({ ends: ends as ShareDraft['ends'] })}
                options={[
                  { value: 'never', label: t('share.ends_never') },
                  { value: 'at', label: t('share.ends_at') },
                ]}
              />
            )}
          </Field>
          {draft.ends === 'at' && (
            <>
              <Field label={t('share.field_date')} error={errorAt('end')}>
                {(control) => (
                  <Input
                    {...control}
                    type="date"
                    value={draft.date}
                    onChange={(event) => set({ date: event.target.value })}
                  />
                )}
              </Field>
              <Field label={t('share.field_time')} hint={draft.zone}>
                {(control) => (
                  <Input
                    {...control}
                    type="time"
                    value={draft.time}
                    onChange={(event) => set({ time: event.target.value })}
                  />
                )}
              </Field>
            </>
          )}
        </div>
        <div className={css['optional']}>
          <Switch
            label={t('share.with_password')}
            checked={draft.withPassword}
            onCheckedChange={(withPassword) => set({ withPassword })}
          />
          {draft.withPassword && (
            <Field
              label={t('share.password')}
              hideLabel
              hint={t('share.password_hint')}
              error={errorAt('password')}
            >
              {(control) => (
                <Input
                  {...control}
                  autoComplete="new-password"
                  value={draft.password}
                  onChange={(event) => set({ password: event.target.value })}
                />
              )}
            </Field>
          )}
        </div>
        <div className={css['optional']}>
          <Switch
            label={t('share.with_limit')}
            checked={draft.withLimit}
            onCheckedChange={(withLimit) => set({ withLimit })}
          />
          {draft.withLimit && (
            <Field
              label={t('share.field_limit')}
              hideLabel
              hint={t('share.field_limit_hint')}
              error={errorAt('limit')}
            >
              {(control) => (
                <Input
                  {...control}
                  type="number"
                  min={1}
                  inputMode="numeric"
                  value={draft.maxViews}
                  onChange={(event) => set({ maxViews: event.target.value })}
                />
              )}
            </Field>
          )}
        </div>
      </Group>

      {variables.length > 0 && (
        <Group title={t('share.group_variables')} hint={t('share.group_variables_hint')}>
          {variables.map((variable) => {
            const own = draft.variables[variable.name] ?? { mode: 'free' as const, value: undefined };
            const { [variable.name]: _, ...rest } = others;
            return (
              <VariableLock
                key={variable.name}
                dashboard={dashboard}
                workspace={workspace.id}
                variable={variable}
                draft={own}
                others={rest}
                error={errorAt(`variable.${variable.name}`)}
                onChange={(next) => set({ variables: { ...draft.variables, [variable.name]: next } })}
              />
            );
          })}
        </Group>
      )}

      <Group title={t('share.group_rows')} hint={t('share.group_rows_hint')}>
        {draft.rules.map((rule, index) => (
          <RowRuleEditor
            key={rule.dataset}
            rule={rule}
            dataset={datasetOf(rule.dataset)}
            error={errorAt(`rule.${index}`)}
            onChange={(next) => set({ rules: draft.rules.map((one, at) => (at === index ? next : one)) })}
            onRemove={() => set({ rules: draft.rules.filter((_, at) => at !== index) })}
          />
        ))}
        {rulable.length > 0 && (
          <Menu
            align="start"
            label={t('share.rule_add')}
            trigger={
              <Button icon="filter" className={css['more']}>
                {t('share.rule_add')}
              </Button>
            }
          >
            {rulable.map((name) => (
              <MenuItem
                key={name}
                icon="database"
                hint={datasetOf(name)?.label === name ? undefined : name}
                onSelect={() => set({ rules: [...draft.rules, newRule(name, datasetOf(name))] })}
              >
                {datasetOf(name)?.label ?? name}
              </MenuItem>
            ))}
          </Menu>
        )}
      </Group>

      <Group title={t('share.group_abilities')}>
        {abilitiesOf(dashboard).map((ability) => (
          <Checkbox
            key={ability}
            label={t(`share.ability_${ability}`)}
            checked={draft.abilities[ability]}
            onChange={(event) => set({ abilities: { ...draft.abilities, [ability]: event.target.checked } })}
          />
        ))}
      </Group>

      {refused && <Notice tone="bad">{refused.text}</Notice>}
      {tried > 0 && Object.keys(problems).length > 0 && (
        <p className={css['error']}>{t('share.see_above')}</p>
      )}
      <div className={css['foot']}>
        <Opens check={check.data} waiting={check.isFetching || settled !== JSON.stringify(body)} />
        <div className={css['buttons']}>
          <Button onClick={onCancel}>{t('app.cancel')}</Button>
          <Button type="submit" variant="primary" icon="link" busy={busy} disabled={obstacles.length > 0}>
            {t('share.create')}
          </Button>
        </div>
      </div>
    </form>
  );
}
