package lectern.bootstrap.benchmark;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A scene, played by a contender over HTTP. */
record ServedPoint(String name, Scene scene, Contender who, List<Instance> instances, Stage stage) implements Point {

    @Override
    public String contender() {
        return who.toString();
    }

    @Override
    public String load() {
        return scene.toString();
    }

    @Override
    public List<Integer> connections(List<Integer> wanted) {
        return wanted;
    }

    @Override
    public Optional<Measurement> measure(int connections, Duration time) throws Exception {
        stage.stores().empty();
        var load = scene.prepare(stage, instances.getFirst(), connections);
        if (load.isEmpty()) {
            return Optional.empty();
        }
        long allocated = allocated();
        var cpu = cpu();
        var served = stage.serve(load.get(), instances, connections, time);
        var used = cpu().since(cpu);
        var measurement = Measurement.of(served, load.get()::expects, used, allocated() - allocated);
        new Audit(stage.stores()).requireKept(load.get(), who != Contender.COUNTER);
        return Optional.of(measurement);
    }

    private Cpu cpu() throws IOException {
        return Cpu.now(instances.stream().map(Instance::process), stage.stores());
    }

    private long allocated() throws IOException, InterruptedException {
        long sum = 0;
        for (var instance : instances) {
            sum += Long.parseLong(
                    instance.send("GET", "/benchmark/allocated", "").body().strip());
        }
        return sum;
    }
}
