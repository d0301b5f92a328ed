/** Among routes to the same prefix the lowest wins (Azure, "Virtual network traffic routing", how a route is selected). */
export const preferences = { user: 0, gateway: 1, system: 2 } as const;
