-- AlterTable
ALTER TABLE "Installation" ADD COLUMN     "usesSince" TIMESTAMP(3),
ADD COLUMN     "usesUnread" INTEGER NOT NULL DEFAULT 0;

-- CreateTable
CREATE TABLE "LastUse" (
    "accountId" TEXT NOT NULL,
    "principalId" TEXT NOT NULL,
    "action" TEXT NOT NULL,
    "resourceClass" TEXT NOT NULL,
    "lastAttempt" TIMESTAMP(3) NOT NULL,
    "lastSuccess" TIMESTAMP(3),
    "region" TEXT NOT NULL,
    "count" DOUBLE PRECISION NOT NULL,

    CONSTRAINT "LastUse_pkey" PRIMARY KEY ("accountId","principalId","action","resourceClass")
);

-- What was recorded before is counted in the background, from the newest event back.
UPDATE "Installation" SET "usesUnread" = COALESCE((SELECT MAX("id") FROM "Event"), 0);
