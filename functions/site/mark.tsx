/** Our own neutral mark: a way with three stops. */
export const Mark = () => (
  <svg class="mark" viewBox="0 0 32 32" width="32" height="32" aria-hidden="true" focusable="false">
    <rect width="32" height="32" rx="7" fill="currentColor" />
    <path
      d="M8 24c0-6 5-5 8-8s2-8 8-8"
      fill="none"
      stroke="var(--ds-color-neutral-background-default)"
      stroke-width="2.5"
      stroke-linecap="round"
    />
    <circle cx="8" cy="24" r="3" fill="var(--ds-color-neutral-background-default)" />
    <circle cx="16" cy="16" r="3" fill="var(--ds-color-neutral-background-default)" />
    <circle cx="24" cy="8" r="3" fill="var(--ds-color-neutral-background-default)" />
  </svg>
);
