/** The form of what one workspace says of shares; each field with what is said above. Asks before shares end by it. */
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { userClient } from '../../api/client';
import { ApiError } from '../../api/problem';
import { problemText } from '../../api/problemText';
import type { SharePolicy, SharePolicyBody, SharePolicyInForce, Workspace } from '../../api/types';
import { useSave } from '../../kit/useSave';
import { t } from '../../i18n';
import { Button, Form, Notice } from '../../ui';
import { badNetwork } from '../terms/networks';
import { AtStake } from './AtStake';
import { fields } from './ruleFields';
import { aboveOf, draftOf, fineDays, rulesOfDraft, sameRules, type RulesDraft } from './policy';
import css from './Rules.module.css';

const order = Object.keys(fields) as (keyof typeof fields)[];

export function RulesForm({ workspace, rules }: { workspace: Workspace; rules: SharePolicyInForce }) {
  const cache = useQueryClient();
  const [draft, setDraft] = useState<RulesDraft>(() => draftOf(rules.own));
  const [asking, setAsking] = useState<ApiError | null>(null);
  const may = rules.can.includes('change');
  const wanted = rulesOfDraft(draft);
  const slip = badNetwork(draft.networks);
  const errors: Partial<Record<keyof SharePolicy, string>> = {
    ...(fineDays(draft.longest) ? {} : { longest_days: t('sharing.problem_bad_days') }),
    ...(fineDays(draft.fresh) ? {} : { default_days: t('sharing.problem_bad_days') }),
    ...(slip ? { networks: t('sharing.problem_bad_network', { ...slip }) } : {}),
  };
  const save = useSave(
    (body: SharePolicyBody) =>
      userClient.put<SharePolicyInForce>(`/workspaces/${workspace.id}/share-policy`, body),
    {
      said: (_, { end_shares }) => ({
        kind: 'good',
        text: t(end_shares ? 'sharing.rules.savedAndEnded' : 'sharing.rules.saved', {
          workspace: workspace.name,
        }),
        // What ended by it stays ended, so only what ended nothing can be taken back.
        ...(end_shares
          ? {}
          : {
              action: {
                label: t('kit.undo'),
                onSelect: () => save.send({ ...rules.own, end_shares: false }),
              },
            }),
      }),
      onDone: () => setAsking(null),
      onFailed: (error) => {
        if (error instanceof ApiError && error.why.reason === 'ends_shares') setAsking(error);
      },
      onSettled: () =>
        Promise.all(
          ['share-rules', 'share-switches', 'shares', 'share-check', 'dashboards', 'dashboard'].map((key) =>
            cache.invalidateQueries({ queryKey: [key] }),
          ),
        ),
    },
  );
  const fine = Object.keys(errors).length === 0;
  const changed = !sameRules(wanted, rules.own);
  const above = aboveOf(rules.above);
  const set = (part: Partial<RulesDraft>) => setDraft((before) => ({ ...before, ...part }));
  return (
    <Form
      noValidate
      aria-label={t('sharing.rules.of', { workspace: workspace.name })}
      onSubmit={() => fine && changed && save.send({ ...wanted, end_shares: false })}
    >
      {save.error !== null && asking === null && <Notice tone="bad">{problemText(save.error)}</Notice>}
      <fieldset className={css['fields']} disabled={!may}>
        <legend className="visually-hidden">{t('sharing.rules.of', { workspace: workspace.name })}</legend>
        {order.map((name) => {
          const Field = fields[name];
          return (
            <Field
              key={name}
              draft={draft}
              above={above}
              set={set}
              error={errors[name] ?? save.at(`/${name}`)}
            />
          );
        })}
      </fieldset>
      {may && (
        <div className={css['save']}>
          <Button type="submit" variant="primary" disabled={!changed || !fine} busy={save.busy}>
            {t('app.save')}
          </Button>
          {changed && (
            <Button onClick={() => setDraft(draftOf(rules.own))}>{t('sharing.rules.reset')}</Button>
          )}
        </div>
      )}
      {asking !== null && (
        <AtStake
          title={t('sharing.rules.breaksTitle')}
          shares={asking.why.shares ?? []}
          count={asking.why.count ?? 0}
          busy={save.busy}
          action={t('sharing.rules.breaksAction')}
          onClose={() => setAsking(null)}
          onConfirm={() => save.send({ ...wanted, end_shares: true })}
        />
      )}
    </Form>
  );
}
