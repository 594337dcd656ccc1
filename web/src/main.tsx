/** Starts the app: theme, texts, router. Reader pages have their own, lighter start (reader/main.tsx). */
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { queryClient } from './api/queryClient';
import { loadTexts, preferredLanguage } from './i18n';
import { router } from './routes';
import { applyTheme } from './ui/theme';
import { ToastProvider, TooltipProvider } from './ui';
import './ui/base.css';

applyTheme();
await loadTexts(preferredLanguage());

const root = document.getElementById('root');
if (root) {
  createRoot(root).render(
    <StrictMode>
      <QueryClientProvider client={queryClient}>
        <TooltipProvider>
          <ToastProvider>
            <RouterProvider router={router} />
          </ToastProvider>
        </TooltipProvider>
      </QueryClientProvider>
    </StrictMode>,
  );
}
