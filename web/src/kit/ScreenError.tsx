/** What stands where a screen could not be drawn, or where there is none. */
import { useRouter, type ErrorComponentProps } from '@tanstack/react-router';
import { basePath } from '../api/basePath';
import { ApiError } from '../api/problem';
import { t } from '../i18n';
import { Button, buttonClass, EmptyState, type IconName } from '../ui';
import { problemText } from '../api/problemText';

/** A screen that threw while it was drawn; trying again draws it anew. */
export function ScreenError({ error, reset }: ErrorComponentProps) {
  const router = useRouter();
  return (
    <Failure
      error={error}
      onAgain={() => {
        reset();
        void router.invalidate();
      }}
    />
  );
}

/** A screen whose question failed: not there, or why not and another try. */
export function Failure({ error, onAgain }: { error: unknown; onAgain: () => void }) {
  if (error instanceof ApiError && (error.code === 'not_found' || error.code === 'forbidden')) {
    return <NotFound />;
  }
  return (
    <EmptyState
      icon="alert"
      title={t('kit.screenFailed')}
      actions={
        <Button icon="refresh" onClick={onAgain}>
          {t('app.tryAgain')}
        </Button>
      }
    >
      {problemText(error)}
    </EmptyState>
  );
}

/** Says the same for what is not there and for what does not open, as the server does. */
export function NotFound() {
  return <NoScreen icon="search" title={t('kit.notFound')} hint={t('kit.notFoundHint')} />;
}

/** One sentence, its reason, and the way home. */
export function NoScreen({ icon, title, hint }: { icon: IconName; title: string; hint: string }) {
  return (
    <EmptyState
      icon={icon}
      title={title}
      actions={
        <a className={buttonClass()} href={`${basePath}/`}>
          {t('app.toHome')}
        </a>
      }
    >
      {hint}
    </EmptyState>
  );
}
