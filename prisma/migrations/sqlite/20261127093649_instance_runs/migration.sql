-- CreateTable
CREATE TABLE "InstanceRun" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "accountId" TEXT NOT NULL,
    "instanceId" TEXT NOT NULL,
    "region" TEXT NOT NULL,
    "instanceType" TEXT NOT NULL,
    "operation" TEXT NOT NULL,
    "tags" TEXT NOT NULL,
    "startedAt" DATETIME NOT NULL,
    "from" DATETIME NOT NULL,
    "until" DATETIME,
    CONSTRAINT "InstanceRun_accountId_fkey" FOREIGN KEY ("accountId") REFERENCES "Account" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateIndex
CREATE INDEX "InstanceRun_accountId_from_idx" ON "InstanceRun"("accountId", "from");

-- CreateIndex
CREATE INDEX "InstanceRun_instanceId_idx" ON "InstanceRun"("instanceId");

-- Instances that run count from when they were last started.
INSERT INTO "InstanceRun" ("id", "accountId", "instanceId", "region", "instanceType", "operation", "tags", "startedAt", "from", "until")
SELECT "id", "accountId", "name", "region", json_extract("settings", '$.instanceType'), 'RunInstances', "tags",
  replace(json_extract("settings", '$.changedAt'), 'Z', '+00:00'), replace(json_extract("settings", '$.changedAt'), 'Z', '+00:00'), NULL
FROM "Resource" WHERE "service" = 'ec2' AND "type" = 'instance' AND json_extract("settings", '$.state') = 'running';
