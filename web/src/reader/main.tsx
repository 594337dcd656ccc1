/**
 * Starts the reader page (/s/SECRET, /shared, /preview, and /e/SHARE inside other sites' pages): one shared dashboard and nothing around it. No router, no query cache,
 * no shell, no editor: what this file imports is what strangers download (vite.weight.ts weighs it).
 */
import { lazy, StrictMode, Suspense } from 'react';
import { createRoot } from 'react-dom/client';
import { SharedPage } from './first';
import { placeOf } from './place';
import { pathInside } from '../api/basePath';
import { isKiosk } from '../dashboards/kiosk/isKiosk';
import { applyTheme } from '../ui/theme';
import '../ui/base.css';
// What the server has drawn is dressed before any view of it is loaded.
import '../charts/charts.module.css';
import '../charts/stat/stat.module.css';
import '../charts/table/table.module.css';
import '../charts/text/text.module.css';

const EmbeddedPage = lazy(() => import('./embed/EmbeddedPage').then((m) => ({ default: m.EmbeddedPage })));
// Few links are on a wall.
const WallPage = lazy(() => import('./WallPage').then((m) => ({ default: m.WallPage })));

applyTheme();

// What is shared with a guest who is known here: few look at it.
const SharedList = lazy(() => import('./gate/SharedList').then((m) => ({ default: m.SharedList })));

// Who looks at a share as its readers will: nothing that readers load.
const PreviewPage = lazy(() => import('./PreviewPage').then((m) => ({ default: m.PreviewPage })));

const place = placeOf(pathInside(location.pathname));
const root = document.getElementById('root');
if (root) {
  createRoot(root).render(
    <StrictMode>
      {place.at === 'list' ? (
        <Suspense>
          <SharedList />
        </Suspense>
      ) : place.at === 'preview' ? (
        <Suspense>
          <PreviewPage />
        </Suspense>
      ) : place.at === 'embed' ? (
        <Suspense fallback={null}>
          <EmbeddedPage />
        </Suspense>
      ) : place.at === 'link' && isKiosk(location.search) ? (
        <Suspense fallback={null}>
          <WallPage secret={place.key} />
        </Suspense>
      ) : (
        <SharedPage secret={place.key} own={place.at === 'own'} />
      )}
    </StrictMode>,
  );
}
