-- DropIndex
DROP INDEX "Event_eventId_key";

-- DropIndex
DROP INDEX "Event_accountId_id_idx";

-- DropIndex
DROP INDEX "Event_accountId_outcome_id_idx";

-- DropIndex
DROP INDEX "Event_accountId_readOnly_id_idx";

-- CreateTable
CREATE TABLE "EventCaller" (
    "id" TEXT NOT NULL,
    "accountId" TEXT NOT NULL,
    "day" TEXT NOT NULL,
    "principalType" TEXT NOT NULL,
    "principalArn" TEXT,
    "principalId" TEXT,
    "userName" TEXT,
    "accessKeyId" TEXT,
    "sourceIpAddress" TEXT NOT NULL,
    "userAgent" TEXT NOT NULL,
    "awsRegion" TEXT NOT NULL,
    "via" TEXT NOT NULL,
    "userIdentity" TEXT NOT NULL,

    CONSTRAINT "EventCaller_pkey" PRIMARY KEY ("id")
);

-- Each event of before has a caller of its own; those go with their days.
INSERT INTO "EventCaller" ("id", "accountId", "day", "principalType", "principalArn", "principalId", "userName", "accessKeyId", "sourceIpAddress", "userAgent", "awsRegion", "via", "userIdentity")
SELECT 'event-' || "id", "accountId", to_char("time", 'YYYY-MM-DD'), "principalType", "principalArn", "principalId", "userName", "accessKeyId", "sourceIpAddress", "userAgent", "awsRegion", "via", "userIdentity" FROM "Event";

-- AlterTable
ALTER TABLE "Event" DROP COLUMN "accessKeyId",
DROP COLUMN "awsRegion",
DROP COLUMN "eventId",
DROP COLUMN "principalArn",
DROP COLUMN "principalId",
DROP COLUMN "principalType",
DROP COLUMN "sourceIpAddress",
DROP COLUMN "userAgent",
DROP COLUMN "userIdentity",
DROP COLUMN "userName",
DROP COLUMN "via",
ADD COLUMN     "callerId" TEXT,
ALTER COLUMN "resources" DROP NOT NULL;

UPDATE "Event" SET "callerId" = 'event-' || "id";
ALTER TABLE "Event" ALTER COLUMN "callerId" SET NOT NULL;

-- CreateIndex
CREATE INDEX "EventCaller_accountId_day_idx" ON "EventCaller"("accountId", "day");

-- CreateIndex
CREATE INDEX "EventCaller_day_idx" ON "EventCaller"("day");

-- CreateIndex
CREATE INDEX "Event_accountId_outcome_readOnly_id_idx" ON "Event"("accountId", "outcome", "readOnly", "id");

-- CreateIndex
CREATE INDEX "Event_callerId_id_idx" ON "Event"("callerId", "id");
