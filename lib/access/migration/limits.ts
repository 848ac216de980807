/** The most users whose access one call compares. Policies with variables such as the user name take work for each user. */
export const MOST_COMPARED = 500;
