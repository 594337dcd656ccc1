/**
 * First run: creates the organisation and its first administrator with the secret the server printed. The secret may
 * come in the link's fragment (which never reaches a server log), in its query, or by hand.
 */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { userClient } from '../../api/client';
import { usePageTitle } from '../../kit/pageTitle';
import { problemText } from '../../api/problemText';
import { one } from '../../kit/search';
import { t } from '../../i18n';
import { useSave } from '../../kit/useSave';
import { Button, buttonClass, Field, Form, Input, Notice } from '../../ui';
import { Card, formClass } from './Card';
import { PasswordInput } from './PasswordInput';

type Filled = { secret: string; organisation: string; name: string; email: string; password: string };

/** "#secret=…" or just "#…". */
function fromFragment(): string {
  const text = location.hash.slice(1);
  return new URLSearchParams(text).get('secret') ?? decodeURIComponent(text);
}

export function SetupPage() {
  usePageTitle(t('people.setup.title'));
  const { data, isPending } = useQuery({
    queryKey: ['setup'],
    queryFn: () => userClient.get<{ needed: boolean }>('/setup'),
  });
  if (isPending) return null;
  if (data && !data.needed) {
    return (
      <Card title={t('people.setup.done')} intro={t('people.setup.doneHint')}>
        <div className={formClass}>
          <Link to="/signin" className={buttonClass('primary')}>
            {t('people.signIn.title')}
          </Link>
        </div>
      </Card>
    );
  }
  return <SetupForm />;
}

function SetupForm() {
  const cache = useQueryClient();
  const navigate = useNavigate();
  const search = useSearch({ strict: false });
  const [form, setForm] = useState<Filled>(() => ({
    secret: fromFragment() || (one(search, 'secret') ?? ''),
    organisation: '',
    name: '',
    email: '',
    password: '',
  }));
  const secretGiven = useState(form.secret !== '')[0];

  const setup = useSave(async () => {
    await userClient.post('/setup', form);
    cache.clear();
    await navigate({ to: '/', replace: true });
  });
  const at = (name: keyof Filled) => setup.at(`/${name}`);
  const bind = (name: keyof Filled) => ({
    name,
    required: true,
    value: form[name],
    onChange: (event: { target: { value: string } }) => setForm({ ...form, [name]: event.target.value }),
  });
  const fieldFailed = (['secret', 'organisation', 'name', 'email', 'password'] as const).some(at);
  return (
    <Card title={t('people.setup.title')} intro={t('people.setup.intro')}>
      <Form className={formClass} onSubmit={() => setup.send()}>
        {setup.error !== null && !fieldFailed && <Notice tone="bad">{problemText(setup.error)}</Notice>}
        {(!secretGiven || at('secret')) && (
          <Field label={t('people.setup.secret')} hint={t('people.setup.secretHint')} error={at('secret')}>
            {(control) => <Input {...control} {...bind('secret')} autoComplete="off" spellCheck={false} />}
          </Field>
        )}
        <Field label={t('people.setup.organisation')} error={at('organisation')}>
          {(control) => (
            <Input {...control} {...bind('organisation')} autoComplete="organization" autoFocus />
          )}
        </Field>
        <Field label={t('people.setup.name')} error={at('name')}>
          {(control) => <Input {...control} {...bind('name')} autoComplete="name" />}
        </Field>
        <Field label={t('people.signIn.email')} error={at('email')}>
          {(control) => <Input {...control} {...bind('email')} type="email" autoComplete="username" />}
        </Field>
        <Field
          label={t('people.signIn.password')}
          hint={t('people.setup.passwordHint')}
          error={at('password')}
        >
          {(control) => (
            <PasswordInput {...control} {...bind('password')} minLength={12} autoComplete="new-password" />
          )}
        </Field>
        <Button type="submit" variant="primary" busy={setup.busy}>
          {t('people.setup.submit')}
        </Button>
      </Form>
    </Card>
  );
}
