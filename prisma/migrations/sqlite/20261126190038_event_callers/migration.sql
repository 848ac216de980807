-- CreateTable
CREATE TABLE "EventCaller" (
    "id" TEXT NOT NULL PRIMARY KEY,
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
    "userIdentity" TEXT NOT NULL
);

-- Each event of before has a caller of its own; those go with their days.
INSERT INTO "EventCaller" ("id", "accountId", "day", "principalType", "principalArn", "principalId", "userName", "accessKeyId", "sourceIpAddress", "userAgent", "awsRegion", "via", "userIdentity")
SELECT 'event-' || "id", "accountId", substr("time", 1, 10), "principalType", "principalArn", "principalId", "userName", "accessKeyId", "sourceIpAddress", "userAgent", "awsRegion", "via", "userIdentity" FROM "Event";

-- RedefineTables
PRAGMA defer_foreign_keys=ON;
PRAGMA foreign_keys=OFF;
CREATE TABLE "new_Event" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "accountId" TEXT NOT NULL,
    "callerId" TEXT NOT NULL,
    "time" DATETIME NOT NULL,
    "eventSource" TEXT NOT NULL,
    "eventName" TEXT NOT NULL,
    "readOnly" BOOLEAN NOT NULL,
    "outcome" TEXT NOT NULL,
    "requestId" TEXT NOT NULL,
    "errorCode" TEXT,
    "errorMessage" TEXT,
    "resources" TEXT,
    "requestParameters" TEXT,
    "responseElements" TEXT,
    "decision" TEXT,
    "authorizationId" TEXT
);
INSERT INTO "new_Event" ("accountId", "callerId", "authorizationId", "decision", "errorCode", "errorMessage", "eventName", "eventSource", "id", "outcome", "readOnly", "requestId", "requestParameters", "resources", "responseElements", "time") SELECT "accountId", 'event-' || "id", "authorizationId", "decision", "errorCode", "errorMessage", "eventName", "eventSource", "id", "outcome", "readOnly", "requestId", "requestParameters", "resources", "responseElements", "time" FROM "Event";
DROP TABLE "Event";
ALTER TABLE "new_Event" RENAME TO "Event";
CREATE INDEX "Event_accountId_outcome_readOnly_id_idx" ON "Event"("accountId", "outcome", "readOnly", "id");
CREATE INDEX "Event_accountId_eventName_id_idx" ON "Event"("accountId", "eventName", "id");
CREATE INDEX "Event_callerId_id_idx" ON "Event"("callerId", "id");
PRAGMA foreign_keys=ON;
PRAGMA defer_foreign_keys=OFF;

-- CreateIndex
CREATE INDEX "EventCaller_accountId_day_idx" ON "EventCaller"("accountId", "day");

-- CreateIndex
CREATE INDEX "EventCaller_day_idx" ON "EventCaller"("day");
