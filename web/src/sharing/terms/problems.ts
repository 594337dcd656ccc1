/** What is wrong with a draft, in words: what the form found itself, and what the server refused, each at its field. */
import { ApiError } from '../../api/problem';
import { t } from '../../i18n/core';
import { fieldOf, minPassword, type DraftProblem, type ShareDraft } from './draft';
import { badNetwork, lineOf } from './networks';

export function problemWords(problem: DraftProblem, draft: ShareDraft): string {
  const { line, said } = badNetwork(draft.networks) ?? { line: 0, said: '' };
  return t(`sharing.problem_${problem.replace('.', '_')}` as 'sharing.problem_need_title', {
    min: minPassword,
    line,
    said,
  });
}

/** What the server refused, by the form's own fields. A network is named by the line it stands in. */
export function refusedFields(error: unknown, draft: ShareDraft): Record<string, string> {
  const fields: Record<string, string> = {};
  for (const { pointer, message } of error instanceof ApiError ? error.errors : []) {
    const field = fieldOf(pointer, draft);
    if (field === null || field in fields) continue;
    const network = /^\/networks\/(\d+)/.exec(pointer)?.[1];
    const at = network === undefined ? undefined : lineOf(draft.networks, Number(network));
    fields[field] = at === undefined ? message : t('sharing.problem_line', { ...at, message });
  }
  return fields;
}
