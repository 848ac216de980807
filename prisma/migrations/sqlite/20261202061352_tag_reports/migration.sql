-- CreateTable
CREATE TABLE "TagReport" (
    "organizationId" TEXT NOT NULL PRIMARY KEY,
    "location" TEXT NOT NULL,
    "startedAt" DATETIME NOT NULL,
    "failure" TEXT,
    CONSTRAINT "TagReport_organizationId_fkey" FOREIGN KEY ("organizationId") REFERENCES "Organization" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);
