export const runGenerated = () => ({faults:0});
