/**
 * Starts the reader page (/s/SECRET): one shared dashboard and nothing around it. No router, no query cache,
 * no shell, no editor: what this file imports is what strangers download (vite.weight.ts weighs it).
 */
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { SharedPage } from './SharedPage';
import { pathInside } from '../api/basePath';
import { applyTheme } from '../ui/theme';
import '../ui/base.css';

applyTheme();
document.documentElement.dataset['page'] = 'reader';

const secret = decodeURIComponent(/^\/s\/([^/?#]+)/.exec(pathInside(location.pathname))?.[1] ?? '');
const root = document.getElementById('root');
if (root) {
  createRoot(root).render(
    <StrictMode>
      <SharedPage secret={secret} />
    </StrictMode>,
  );
}
