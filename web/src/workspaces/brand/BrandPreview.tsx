/** How readers will see a brand, on light and on dark. */
import { basePath } from '../../api/basePath';
import type { BrandParts } from '../../api/types';
import { t } from '../../i18n';
import { accentIn, grounds } from '../../ui/accent';
import { LogoImage } from '../../ui/LogoImage';
import css from './BrandSection.module.css';

/** What pages wear that say nothing (tokens.css). */
export const STANDARD = '#0f766e';

export function BrandPreview({ accent, brand }: { accent: string | null; brand: BrandParts }) {
  return (
    <div className={css['previews']}>
      {(['light', 'dark'] as const).map((theme) => {
        const worn = accentIn(accent ?? STANDARD, theme);
        const { surface, bg } = grounds[theme];
        return (
          <figure key={theme} className={css['preview']}>
            <div style={{ background: bg }}>
              <div className={css['head']}>
                {brand.logo ? (
                  <LogoImage
                    src={`${basePath}${brand.logo.path}`}
                    name={brand.name ?? ''}
                    width={brand.logo.width}
                    height={brand.logo.height}
                  />
                ) : (
                  <span className={css['nothing']} style={{ background: surface }} />
                )}
              </div>
              <div className={css['card']} style={{ background: surface }}>
                <span className={css['link']} style={{ color: worn.accent }}>
                  {t('workspaces.brand.sampleLink')}
                </span>
                <span className={css['press']} style={{ background: worn.accent, color: worn['accent-ink'] }}>
                  {t('workspaces.brand.sample')}
                </span>
              </div>
            </div>
            <figcaption>
              {t(theme === 'light' ? 'workspaces.brand.light' : 'workspaces.brand.dark')}
            </figcaption>
          </figure>
        );
      })}
    </div>
  );
}
