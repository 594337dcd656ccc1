/** The code for a site: two lines for its page, and how its server signs, with the ids of this embed. */
import { useState } from 'react';
import { basePath } from '../../api/basePath';
import type { Share } from '../../api/types';
import { copyText } from '../../browser/clipboard';
import { t } from '../../i18n/core';
import { Button, TabPanel, Tabs } from '../../ui';
import { attributesRead } from '../preview/attributes';
import { languages, snippet, type SnippetLanguage } from './snippets';
import css from './Embed.module.css';

function Snippet({ text, label }: { text: string; label: string }) {
  const [copied, setCopied] = useState(false);
  const copy = async () => {
    if (!(await copyText(text))) return;
    setCopied(true);
    setTimeout(() => setCopied(false), 2_000);
  };
  return (
    <div className={css['snippet']}>
      <pre tabIndex={0} role="region" aria-label={label}>
        <code>{text}</code>
      </pre>
      <Button size="s" icon={copied ? 'check' : 'copy'} onClick={() => void copy()}>
        {copied ? t('app.copied') : t('app.copy')}
      </Button>
    </div>
  );
}

export function Code({ share, kid }: { share: Share; kid: string }) {
  const [language, setLanguage] = useState<SnippetLanguage>('html');
  const facts = {
    server: `${location.origin}${basePath}`,
    share: share.id,
    kid,
    attributes: attributesRead(share.rows),
  };
  return (
    <section aria-label={t('embed.code')}>
      <h4>{t('embed.code')}</h4>
      <Tabs
        label={t('embed.code')}
        value={language}
        onValueChange={(value) => setLanguage(value as SnippetLanguage)}
        items={languages.map((one) => ({ value: one, label: t(`embed.in_${one}`) }))}
      >
        {languages.map((one) => (
          <TabPanel key={one} value={one}>
            <p className={css['quiet']}>{t(one === 'html' ? 'embed.page_hint' : 'embed.sign_hint')}</p>
            <Snippet text={snippet(one, facts)} label={t(`embed.in_${one}`)} />
          </TabPanel>
        ))}
      </Tabs>
    </section>
  );
}
