/**
 * Starts the reader page (/s/SECRET): one shared dashboard and nothing around it. No router, no shell, no editor:
 * what this file imports is what strangers download.
 */
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { QueryClientProvider } from '@tanstack/react-query';
import { queryClient } from '../api/queryClient';
import { SharedPage } from '../dashboard/SharedPage';
import { loadTexts, preferredLanguage } from '../i18n';
import { ToastProvider } from '../ui/Toast';
import { TooltipProvider } from '../ui/Tooltip';
import { applyTheme } from '../ui/theme';
import '../ui/base.css';

applyTheme();
document.documentElement.dataset['page'] = 'reader';
await loadTexts(preferredLanguage(), 'reader');

const secret = decodeURIComponent(/^\/s\/([^/?#]+)/.exec(location.pathname)?.[1] ?? '');
const root = document.getElementById('root');
if (root) {
  createRoot(root).render(
    <StrictMode>
      <QueryClientProvider client={queryClient}>
        <TooltipProvider>
          <ToastProvider>
            <SharedPage secret={secret} />
          </ToastProvider>
        </TooltipProvider>
      </QueryClientProvider>
    </StrictMode>,
  );
}
