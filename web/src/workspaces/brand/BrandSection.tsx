/** What readers of shares see of a workspace: colour, name, logo. What it does not say comes from above, and that is shown. */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { userClient } from '../../api/client';
import { problemText } from '../../api/problemText';
import type { Workspace, WorkspaceBrand, WorkspaceBrandBody } from '../../api/types';
import { t } from '../../i18n';
import { useSave } from '../../kit/useSave';
import { Button, Field, Form, Input, Notice, Pair, Quiet, Skeleton } from '../../ui';
import { colourOf } from '../../ui/accent';
import { brandQuery } from '../queries';
import { BrandPreview, STANDARD } from './BrandPreview';
import { LogoField } from './LogoField';
import css from './BrandSection.module.css';

export function BrandSection({ workspace }: { workspace: Workspace }) {
  const asked = useQuery(brandQuery(workspace.id));
  return (
    <section className={css['section']} aria-label={t('workspaces.brand.title')}>
      <h3>{t('workspaces.brand.title')}</h3>
      <Quiet>{t('workspaces.brand.intro')}</Quiet>
      {asked.data ? (
        // Filled anew when somebody else has said something.
        <Shown key={said(asked.data)} workspace={workspace} brand={asked.data} />
      ) : asked.error ? (
        <Notice tone="bad">{problemText(asked.error)}</Notice>
      ) : (
        <Skeleton height={240} />
      )}
    </section>
  );
}

const said = ({ own }: WorkspaceBrand) => JSON.stringify([own.accent, own.name]);

/** Where a part comes from that is not said here; undefined where it is, or nowhere. */
function fromAbove(brand: WorkspaceBrand, part: 'accent' | 'name' | 'logo'): string | undefined {
  if (brand.own[part] !== null || brand.in_force[part] === null) return undefined;
  const workspace = brand.from[part]?.name;
  return workspace === undefined
    ? t('workspaces.brand.fromAbove')
    : t('workspaces.brand.from', { workspace });
}

function Shown({ workspace, brand }: { workspace: Workspace; brand: WorkspaceBrand }) {
  const { own, in_force: inForce } = brand;
  const cache = useQueryClient();
  const [accent, setAccent] = useState(own.accent ?? '');
  const [name, setName] = useState(own.name ?? '');
  const may = brand.can.includes('change');
  // What is said here holds below, too.
  const changed = () => cache.invalidateQueries({ queryKey: ['brand'] });
  const save = useSave(
    (body: WorkspaceBrandBody) => userClient.put<WorkspaceBrand>(`/workspaces/${workspace.id}/brand`, body),
    { said: () => t('workspaces.brand.saved', { name: workspace.name }), onSettled: changed },
  );
  const colour = colourOf(accent);
  const bad = accent.trim() !== '' && colour === null;
  const shown = colour ?? (own.accent === null ? inForce.accent : null);
  const next = { accent: colour, name: name.trim() === '' ? null : name.trim() };
  const same = next.accent === own.accent && next.name === own.name;
  return (
    <div className={css['columns']}>
      <div className={css['fields']}>
        <Form onSubmit={() => !bad && !same && save.send(next)}>
          {save.error !== null && <Notice tone="bad">{problemText(save.error)}</Notice>}
          <Pair>
            <Field
              label={t('workspaces.brand.accent')}
              hint={fromAbove(brand, 'accent') ?? t('workspaces.brand.accentHint')}
              error={bad ? t('workspaces.brand.accentBad') : undefined}
            >
              {(control) => (
                <span className={css['colour']}>
                  <input
                    type="color"
                    aria-label={t('workspaces.brand.pick')}
                    disabled={!may}
                    value={shown ?? STANDARD}
                    onChange={(event) => setAccent(event.target.value)}
                  />
                  <Input
                    {...control}
                    spellCheck={false}
                    autoComplete="off"
                    maxLength={7}
                    disabled={!may}
                    placeholder={(own.accent === null ? inForce.accent : null) ?? STANDARD}
                    value={accent}
                    onChange={(event) => setAccent(event.target.value)}
                  />
                </span>
              )}
            </Field>
            <Field
              label={t('workspaces.brand.name')}
              hint={fromAbove(brand, 'name') ?? t('workspaces.brand.nameHint')}
              error={save.at('/name')}
            >
              {(control) => (
                <Input
                  {...control}
                  maxLength={200}
                  disabled={!may}
                  placeholder={(own.name === null ? inForce.name : null) ?? ''}
                  value={name}
                  onChange={(event) => setName(event.target.value)}
                />
              )}
            </Field>
          </Pair>
          {may && (
            <div className={css['buttons']}>
              <Button type="submit" variant="primary" busy={save.busy} disabled={bad || same}>
                {t('app.save')}
              </Button>
              {(own.accent !== null || own.name !== null) && (
                <Button busy={save.busy} onClick={() => save.send({ accent: null, name: null })}>
                  {t(workspace.path.length > 1 ? 'workspaces.brand.reset' : 'workspaces.brand.resetTop')}
                </Button>
              )}
            </div>
          )}
        </Form>
        <LogoField
          workspace={workspace}
          own={own.logo !== null}
          from={fromAbove(brand, 'logo')}
          may={may}
          onChanged={changed}
        />
      </div>
      <BrandPreview accent={shown} brand={inForce} />
    </div>
  );
}
