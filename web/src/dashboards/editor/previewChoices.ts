/**
 * Choices of a variable while its dashboard is not stored: asked as a question over the same dataset, through the same
 * preview that draws the widgets, so under the author's own rows.
 */
import type { Answer, Choices, DashboardDocument, Widget } from '../../api/types';

/** More than anybody looks through; the rest is found by typing. */
const most = 500;

/** A widget that asks for a variable's choices; null where they do not come from a dataset. */
export function choicesWidget(document: DashboardDocument, name: string): Widget | null {
  const domain = document.variables?.find((one) => one.name === name)?.domain;
  if (domain === undefined || !('choices' in domain)) return null;
  const { dataset, value, label, where } = domain.choices;
  if (dataset === undefined || value === undefined) return null;
  const labelled = label !== undefined && label !== value;
  return {
    id: 'preview-choices',
    kind: 'table',
    place: { x: 0, y: 0, w: 12, h: 4 },
    question: {
      dataset,
      // The count makes the columns group: each choice once.
      select: [
        { column: value },
        ...(labelled ? [{ column: label }] : []),
        { count: '*', as: 'preview_rows' },
      ],
      ...(where === undefined ? {} : { where }),
      order: [{ by: labelled ? label : value }],
      limit: most,
    },
  };
}

/** The answer as choices, narrowed to what was typed. */
export function choicesFrom(answer: Answer, q: string): Choices {
  const wanted = q.trim().toLowerCase();
  const labelled = answer.columns.length > 2;
  const items = answer.rows.flatMap((row) => {
    const [value, label] = row;
    if (value === null || value === undefined) return [];
    const text = String((labelled ? label : value) ?? value);
    const fits =
      wanted === '' || text.toLowerCase().includes(wanted) || String(value).toLowerCase().includes(wanted);
    return fits ? [{ value, label: text }] : [];
  });
  // While nobody chooses, the first of them is taken.
  const first = wanted === '' ? items[0] : undefined;
  return {
    items,
    truncated: answer.truncated || answer.rows.length >= most,
    ...(first === undefined ? {} : { taken: first.value }),
  };
}
