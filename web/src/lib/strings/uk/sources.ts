export const sources = {
  lead: "Хто малює карти, за які дні та на яких умовах.",
};
